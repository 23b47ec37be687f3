class Body {
    constructor(x, v, mass) {
        this.x = x;
        this.v = v;
        this.mass = mass;
    }
    attract(other) {
        const d = other.x - this.x;
        const f = other.mass / (d * d + 1);
        this.v += d > 0 ? f : -f;
    }
    move() {
        this.x += this.v * 0.01;
    }
}
function sieve(limit) {
    const composite = new Uint8Array(limit);
    let count = 0;
    for (let i = 2; i < limit; i++) {
        if (!composite[i]) {
            count++;
            for (let j = i * i; j < limit; j += i) composite[j] = 1;
        }
    }
    return count;
}
function words(rounds) {
    const seen = new Map();
    let text = 'the quick brown fox jumps over the lazy dog';
    for (let i = 0; i < rounds; i++) {
        for (const word of text.split(' ')) {
            const key = word.replace(/[aeiou]/g, v => v.toUpperCase()) + i % 7;
            seen.set(key, (seen.get(key) || 0) + 1);
        }
    }
    return [...seen].sort((a, b) => (a[0] < b[0] ? -1 : 1)).reduce((h, [k, v]) => (h * 31 + k.length * v) | 0, 7);
}
function bodies(steps) {
    const all = [];
    for (let i = 0; i < 8; i++) all.push(new Body(i * 3 - 11, (i % 3) - 1, i + 1));
    for (let s = 0; s < steps; s++) {
        for (const a of all) for (const b of all) if (a !== b) a.attract(b);
        for (const a of all) a.move();
    }
    return Math.round(all.reduce((sum, b) => sum + b.x * 1000, 0));
}
function json(rounds) {
    let value = {list: [1, 2, 3], name: 'x', nested: {a: true, b: null}};
    for (let i = 0; i < rounds; i++) {
        value.list.push(i);
        value = JSON.parse(JSON.stringify(value));
    }
    return value.list.length;
}
function run(n) {
    let hash = 0;
    for (let i = 0; i < n; i++) {
        for (const part of [sieve(5000), words(20), bodies(40), json(20)]) hash = (hash * 31 + part + i) | 0;
    }
    return hash;
}
