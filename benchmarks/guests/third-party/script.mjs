// Runs what README.md beside this file describes, in V8. The same as Script.java.
import {readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

export function scripted(file, n) {
    const lines = readFileSync(file, 'utf8').split('\n').map(line => line.trim()).filter(line => line !== '');
    const wasm = join(dirname(file), '../../target/third-party', basename(file, '.txt') + '.wasm');
    const [variables, lengths, imports] = [{n}, {}, {}];
    let exports;
    let memory;

    const behaviours = {
        nothing: () => {},
        abort: () => {
            throw new Error('an import that aborts was called');
        },
        clock: () => 1.7e12,
        empty: (a, b) => {
            const view = new DataView(memory.buffer);
            view.setInt32(a, 0, true);
            view.setInt32(b, 0, true);
            return 0;
        },
        invoke: (index, ...rest) => exports.__indirect_function_table.get(index)(...rest),
    };
    const define = (module, name, value) => ((imports[module] ??= {})[name] = value);
    const rest = (line, words) => line.split(' ').slice(words).join(' ');
    const value = word => (word in variables ? variables[word] : Number(word));
    const named = word => lines.find(line => line.startsWith(word + ' '))?.split(' ')[1];

    function text(bytes) {
        const address = exports[named('malloc')](bytes.length + 1);
        new Uint8Array(memory.buffer).set([...bytes, 0], address);
        lengths[address] = bytes.length;
        return address;
    }

    function step(line) {
        const [operation, operand, ...more] = line.split(' ');
        switch (operation) {
            case 'call':
            case 'double':
                return exports[operand](...more.map(value));
            case 'load':
                return new DataView(memory.buffer).getInt32(value(operand), true);
            case 'text':
                return text(Buffer.from(rest(line, 1).replace('{n}', n)));
            case 'file':
                return text(readFileSync(join(dirname(file), operand)));
            case 'length':
                return lengths[value(operand)];
            default:
                throw new Error(`${file}: no step is called '${operation}'`);
        }
    }

    function steps(when) {
        for (const line of lines.filter(line => line.startsWith(when + ' '))) {
            const words = line.split(' ');
            if (words[2] === '=') {
                variables[words[1]] = step(rest(line, 3));
            } else {
                step(rest(line, 1));
            }
        }
    }

    for (const line of lines) {
        const [word, module, name, first, second] = line.split(' ');
        if (word === 'memory') {
            memory = new WebAssembly.Memory({initial: Number(first), maximum: Number(second)});
            define(module, name, memory);
        } else if (word === 'import') {
            const constant = first.endsWith('I') ? BigInt : Number;
            define(module, name, behaviours[second] ?? (() => constant(second)));
        }
    }
    exports = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), imports).exports;
    memory ??= Object.values(exports).find(item => item instanceof WebAssembly.Memory);
    steps('once');
    return () => {
        steps('each');
        return BigInt(variables.answer);
    };
}
