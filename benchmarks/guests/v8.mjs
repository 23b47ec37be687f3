// Runs a guest in V8: v8.mjs WASM N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS. Prints what native.c prints; the times are CPU time
// of the process, since node has no clock of a thread: V8's compiler threads are in it while they run.
import {readFileSync} from 'node:fs';

const [file, n, warmUpMillis, rounds, measureMillis] = process.argv.slice(2);
const {instance} = await WebAssembly.instantiate(readFileSync(file), {env: {add: (a, b) => (a + b) | 0}});
const [size, measured] = [Number(n), Number(rounds)];

function cpuTime() {
    const used = process.cpuUsage();
    return (used.user + used.system) * 1000;
}

let checksum;
function roundOf() {
    const start = cpuTime();
    checksum = instance.exports.run(size);
    return cpuTime() - start;
}

const warm = cpuTime() + Number(warmUpMillis) * 1e6;
const first = roundOf();
const cold = cpuTime();
const expected = checksum;
let count = 1;
for (; cpuTime() < warm; count++) {
    roundOf();
}
const end = cpuTime() + Number(measureMillis) * 1e6;
let best = Infinity;
for (let i = 0; i < measured && (i === 0 || cpuTime() < end); i++, count++) {
    best = Math.min(best, roundOf());
    if (checksum !== expected) {
        console.error(`${file}: round ${count + 1} answers ${checksum}, the first ${expected}`);
        process.exit(1);
    }
}
console.log(`checksum=${checksum} process=${cold} first=${Math.round(first)} best=${Math.round(best)} rounds=${count}`);
