// Runs a guest, or the script of one (see third-party), in V8: v8.mjs WASM-OR-SCRIPT N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS. Prints what native.c prints; the times are CPU time
// of the process, since node has no clock of a thread: V8's compiler threads are in it while they run.
import {readFileSync} from 'node:fs';
import {scripted} from './third-party/script.mjs';

const [file, n, warmUpMillis, rounds, measureMillis] = process.argv.slice(2);
let ticked = 0;
const env = {
    add: (a, b) => (a + b) | 0,
    six: (a, b, c, d, e, f) => a + b + c + d + e + f,
    reset: () => {
        ticked = 0;
    },
    tick: () => {
        ticked = ((ticked << 1 | ticked >>> 31) + 1) | 0;
    },
    ticks: () => ticked,
};
const [size, measured] = [Number(n), Number(rounds)];
const run = file.endsWith('.txt')
    ? scripted(file, size)
    : (await WebAssembly.instantiate(readFileSync(file), {env})).instance.exports.run;

function cpuTime() {
    const used = process.cpuUsage();
    return (used.user + used.system) * 1000;
}

let checksum;
let differing;
let count = 0;
function roundOf() {
    const start = cpuTime();
    const answer = run(size);
    const time = cpuTime() - start;
    if (count++ === 0) {
        checksum = answer;
        differing = answer;
    } else if (differing === checksum) {
        differing = answer;
    }
    return time;
}

const warm = cpuTime() + Number(warmUpMillis) * 1e6;
const first = roundOf();
const cold = cpuTime();
while (cpuTime() < warm) {
    roundOf();
}
const end = cpuTime() + Number(measureMillis) * 1e6;
let best = measured > 0 ? Infinity : first;
for (let i = 0; i < measured && (i === 0 || cpuTime() < end); i++) {
    best = Math.min(best, roundOf());
}
console.log(`checksum=${checksum} differing=${differing} process=${cold} first=${Math.round(first)} best=${Math.round(best)}`
    + ` rounds=${count}`);
