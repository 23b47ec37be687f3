// The V8 side: reads a subject a line, as JSON; writes what it saw, a line each, and a line with a dot.
// Whatever is written here has its counterpart in AmphoraSide.java and HostSide.java, word for word.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

const LINES = 20_000;
const HOST_CALLS = 100;
const HOST = { toString: () => 'host' };

const view = new DataView(new ArrayBuffer(8));

const hex32 = (value) => (value >>> 0).toString(16).padStart(8, '0');
const hex64 = (value) => BigInt.asUintN(64, value).toString(16).padStart(16, '0');

function float32(value) {
  view.setFloat32(0, value);
  return Number.isNaN(value) ? 'nan' : hex32(view.getUint32(0));
}

function float64(value) {
  view.setFloat64(0, value);
  return Number.isNaN(value) ? 'nan' : hex64(view.getBigUint64(0));
}

function text(value, type) {
  switch (type) {
    case 'i32': return 'i32:' + hex32(value);
    case 'i64': return 'i64:' + hex64(value);
    case 'f32': return 'f32:' + float32(value);
    case 'f64': return 'f64:' + float64(value);
    default: return type + ':' + (value === null ? 'null' : 'some');
  }
}

function argument(value, type) {
  view.setBigUint64(0, BigInt(value));
  switch (type) {
    case 'i32': return view.getInt32(4);
    case 'i64': return view.getBigInt64(0);
    case 'f32': return view.getFloat32(4);
    case 'f64': return view.getFloat64(0);
    default: return value === '0' ? null : HOST;
  }
}

const MESSAGES = [
  [/^unreachable$/, 'unreachable'],
  [/memory access out of bounds|data segment.*out of bounds|^data segment/, 'memory'],
  [/table index is out of bounds|table access out of bounds|table index out of bounds|element segment|table initializer/, 'table'],
  [/^(divide|remainder) by zero$/, 'divide'],
  [/^divide result unrepresentable$|^float unrepresentable in integer range$/, 'number'],
  [/^null function( or function signature mismatch)?$|^function signature mismatch$/, 'indirect'],
  [/^dereferencing a null pointer$|^rethrowing null value$/, 'null'],
  [/^illegal cast$/, 'cast'],
  [/^array element access out of bounds$/, 'array'],
  [/^requested new array is too large$/, 'limit'],
];

// The kind of what was thrown, in the words that both sides share.
function kind(thrown) {
  if (thrown instanceof WebAssembly.Exception) return 'exception';
  if (thrown instanceof RangeError && /call stack/.test(thrown.message)) return 'stack';
  if (thrown instanceof WebAssembly.LinkError) return 'link';
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
    for (const [pattern, name] of MESSAGES) if (pattern.test(thrown.message)) return name;
    // "WebAssembly.Instance(): data segment 1 is out of bounds": start of instantiation
    for (const [pattern, name] of MESSAGES) if (pattern.test(thrown.message.replace(/^WebAssembly\.\w+\(\): /, ''))) return name;
  }
  return `unexpected ${thrown}`.replaceAll('\n', ' ');
}

class Run {
  lines = [];
  budget = 0;
  exports = null;
  high = 0;

  constructor(subject) {
    this.subject = subject;
  }

  log(line) {
    if (this.lines.length < LINES) this.lines.push(line);
  }

  run() {
    const { subject } = this;
    let module;
    try {
      module = new WebAssembly.Module(Buffer.from(subject.binary, 'base64'));
    } catch (e) {
      this.log(`compile = ${e.message}`);
      return;
    }
    this.log('compile');
    try {
      this.budget = HOST_CALLS;
      this.exports = new WebAssembly.Instance(module, this.imports()).exports;
    } catch (e) {
      this.log(`instantiate = ${kind(e)}`);
      return;
    }
    this.log('instantiate');
    for (const call of subject.calls) {
      if (call.export.startsWith('memory:')) this.memory(call.export);
      else this.call(call);
    }
  }

  memory(name) {
    const bytes = new Uint8Array(this.exports[name].buffer);
    this.log(`${name} ${bytes.length / 65536} pages ${createHash('sha256').update(bytes).digest('hex')}`);
  }

  call(call) {
    this.budget = HOST_CALLS;
    let line = call.export;
    try {
      const result = this.invoke(call);
      const results = call.results.length === 1 ? [result] : call.results.length ? result : [];
      line += results.map((value, i) => ' ' + text(value, call.results[i])).join('');
    } catch (e) {
      line += ' = ' + kind(e);
    }
    this.log(line);
  }

  invoke(call) {
    return this.exports[call.export](...call.parameters.map((type, i) => argument(call.arguments[i], type)));
  }

  // ---- host functions

  imports() {
    const all = {};
    for (const { module, name, kind: what, parameters } of this.subject.imports) {
      (all[module] ??= {})[name] = what === 'global' ? HOST : this.item(name, parameters);
    }
    return all;
  }

  item(name, parameters) {
    switch (name) {
      case 'log-i32':
      case 'log-i64':
      case 'log-f32':
      case 'log-f64': // some passes of Binaryen make two i32 of an i64
        return (...values) => this.log('log' + values.map((value, i) => ' ' + text(value, parameters[i])).join(''));
      case 'log-v128': return this.vectors()[name];
      case 'log-anyref': return (value) => this.reference('anyref', value, 'fingerprint:any');
      case 'log-funcref': return (value) => this.reference('funcref', value, 'fingerprint:func');
      case 'log-externref': return (value) => this.reference('externref', value, 'fingerprint:extern');
      case 'throw':
      case 'wasmtag':
      case 'jstag': return this.tags()[name];
      case 'setTempRet0': return (value) => { this.high = value; }; // half of an i64, of the same passes
      case 'getTempRet0': return () => this.high;
      case 'sleep': return (ms, id) => id;
      case 'table-get': return (index) => this.element(index);
      case 'table-set': return (index, value) => this.setElement(index, value);
      case 'call-export': return (index) => this.callExport(index);
      case 'call-export-catch': return (index) => this.caught(() => this.callExport(index));
      case 'call-ref': return (reference) => this.callReference(reference);
      case 'call-ref-catch': return (reference) => this.caught(() => this.callReference(reference));
      default: return undefined;
    }
  }

  // JavaScript cannot take a v128: a module takes it and hands on its halves.
  vectors() {
    const halves = (low, high) => this.log(`log v128:${hex64(high)}${hex64(low)}`);
    const module = new WebAssembly.Module(Buffer.from(this.subject.vectors, 'base64'));
    return new WebAssembly.Instance(module, { host: { halves } }).exports;
  }

  tags() {
    const module = new WebAssembly.Module(Buffer.from(this.subject.tags, 'base64'));
    return (this.tagExports ??= new WebAssembly.Instance(module).exports);
  }

  reference(type, value, fingerprint) {
    const seen = this.exports === null ? text(value, type) : `${type}:${hex64(this.exports[fingerprint](value))}`;
    this.log('log ' + seen);
  }

  element(index) {
    if (this.exports === null || this.subject.table === null) return null;
    const { table } = this.exports;
    return (index >>> 0) < Number(table.length) ? table.get(this.tableIndex(index)) : null;
  }

  setElement(index, value) {
    if (this.exports === null || this.subject.table === null) return;
    const { table } = this.exports;
    if ((index >>> 0) < Number(table.length)) table.set(this.tableIndex(index), value);
  }

  tableIndex(index) {
    return this.subject.table === 'i64' ? BigInt(index >>> 0) : index >>> 0;
  }

  callExport(index) {
    const { callable, calls } = this.subject;
    if (this.exports === null || callable.length === 0 || this.budget-- <= 0) return;
    this.invoke(calls[callable[(index >>> 0) % callable.length]]);
  }

  callReference(reference) {
    if (this.exports === null || reference === null || this.budget-- <= 0) return;
    const parameters = this.subject.functionParameters[Number(this.exports['fingerprint:func'](reference)) - 1] ?? null;
    if (parameters === null) return;
    reference(...parameters.map((type) => (type === 'i64' ? 0n : /^[if]/.test(type) && type.length === 3 ? 0 : null)));
  }

  caught(body) {
    try {
      body();
      return 0;
    } catch (e) {
      this.log('caught = ' + kind(e));
      return 1;
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const run = new Run(JSON.parse(line));
  try {
    run.run();
  } catch (e) {
    run.log(`failed ${e.stack}`.replaceAll('\n', ' '));
  }
  run.lines.push('.');
  process.stdout.write(run.lines.join('\n') + '\n');
}
