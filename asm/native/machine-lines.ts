/**
 * Lines of the source for machine code. What our compiler makes for running has them behind the last function, one part
 * for each function of machine code in the order of the file; files of others have none.
 *
 *     | name | count: bytes, lines … | count: bytes, whether known … |
 */
import { cpu } from "../cpu/registers";
import { M } from "../generated/messages";
import { CodeKind, MACHINE_LINES_MAGIC } from "../generated/mpy-format";
import { Q } from "../generated/qstrs";
import { capacityOf } from "../memory/header";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { internBytes } from "../object/qstr";
import { pendingException, raise2, raise3 } from "../object/raise";
import { addPlace, endsAt } from "../object/traceback";
import { Code, codeAt, contextAt, REFS_DATA } from "../vm/code";
import { currentFrame, frameAt } from "../vm/frame";
import { lineAt } from "../vm/lines";
import { position, readByte, readNumber, seek, skipBytes } from "../vm/mpy-cursor";

/** Whether a call raises again what may be an exception. */
const enum Reraise {
  No,
  /** It comes from elsewhere. */
  Thrown,
  /** It has passed the function before. */
  Known,
}

/** Where the bytes of the file end. */
let limit: usize = 0;

/** Reads what stands behind the functions of a file. false: an exception is pending. */
export function loadMachineLines(code: Ref, owner: Ref): bool {
  if (owner == NULL) return true;
  limit = <usize>owner + capacityOf(owner);
  if (position() >= limit || readByte() != MACHINE_LINES_MAGIC) return true;
  return loadOf(codeAt(code));
}

function loadOf(code: Code): bool {
  if (code.kind != CodeKind.Bytecode && !loadPart(code)) return false;
  if (code.children == NULL) return true;
  const n = (capacityOf(code.children) - REFS_DATA) >> 2;
  for (let i: u32 = 0; i < n; i++) {
    const child = load<u32>(code.children + REFS_DATA + (i << 2));
    if (child != NULL && !loadOf(codeAt(child))) return false;
  }
  return true;
}

/** Damaged bytes end at the limit, and have no lines. */
function loadPart(code: Code): bool {
  if (position() >= limit) return true;
  const length = readNumber();
  if (position() + length >= limit) return true;
  const name = internBytes(position(), length);
  if (name == NULL) return false;
  skipBytes(length + 1);
  const lines = position();
  skipPairs(2);
  const end = position();
  skipPairs(1);
  if (position() > limit) return true;
  code.name = name;
  code.lines = lines;
  code.linesEnd = end;
  return true;
}

/** Passes over a count, and as many times so many numbers. */
function skipPairs(numbers: u32): void {
  for (let left = readNumber() * numbers; left != 0 && position() < limit; left--) readNumber();
}

/** The source line of the instruction that ends at or before an address, which is behind it; 0: unknown. */
function lineBefore(code: Code, address: usize): i32 {
  if (code.lines == 0 || address <= code.start || address > code.end) return 0;
  const offset = <i32>(address - code.start) - 1;
  let from: i32 = 0;
  let line: i32 = 0;
  seek(code.lines);
  for (let left = readNumber(); left != 0; left--) {
    from += <i32>readNumber();
    if (from > offset) break;
    const step = readNumber();
    line += <i32>(step >> 1) ^ -(<i32>(step & 1));
  }
  return line;
}

/** The source line of the innermost run, while it calls the runtime; 0: unknown. */
export function lineOfCall(): i32 {
  const place = position();
  const line = lineBefore(currentCode(), <usize>cpu.lr & ~1);
  // Whoever reads a file meanwhile goes on where it was.
  seek(place);
  return line;
}

function reraiseAt(code: Code, address: usize): Reraise {
  const offset = <u32>(address - code.start);
  let at: u32 = 0;
  seek(code.linesEnd);
  for (let left = readNumber(); left != 0; left--) {
    const step = readNumber();
    at += step >> 1;
    if (at == offset) return step & 1 ? Reraise.Known : Reraise.Thrown;
  }
  return Reraise.No;
}

/** The code of the innermost run of machine code. */
function currentCode(): Code {
  return codeAt(frameAt(currentFrame).code);
}

/** Whether a call of `native_raise` that returns to an address is a `raise` statement. */
export function isRaiseStatement(address: usize): bool {
  if (currentFrame == 0) return false;
  const code = currentCode();
  return (
    code.kind != CodeKind.Bytecode && code.lines != 0 && reraiseAt(code, address) == Reraise.No
  );
}

/** The pending exception comes from a call that returns to an address. `raises`: of `native_raise`. */
export function notePlace(address: usize, raises: bool): void {
  const code = currentCode();
  const file = contextAt(code.context).file;
  const name = code.name == NULL ? qstrRef(Q.empty) : code.name;
  const exception = pendingException();
  if (raises) {
    const known =
      code.lines == 0 ? endsAt(exception, file, name) : reraiseAt(code, address) == Reraise.Known;
    if (known) return;
  }
  addPlace(exception, file, lineBefore(code, address), name);
}

/**
 * What the instruction at PC is known by: its own end, or, of a function that went astray, the branch that led there, or
 * else its return address.
 */
export function placeOfPc(): usize {
  const code = currentCode();
  const address = <usize>cpu.pc + 1;
  if (isIn(code, address)) return address;
  const back = <usize>cpu.lr & ~1;
  const from = <usize>cpu.branchFrom + 1;
  return isIn(code, back) || !isIn(code, from) ? back : from;
}

/** The source line where the innermost run is; 0: unknown. */
export function lineOfPc(): i32 {
  const place = position();
  const line = lineBefore(currentCode(), placeOfPc());
  seek(place);
  return line;
}

function isIn(code: Code, address: usize): bool {
  return address > code.start && address <= code.end;
}

/** The line of the innermost frame, which calls the runtime; 0: unknown, or there is none. */
export function currentLine(): i32 {
  if (currentFrame == 0) return 0;
  const frame = frameAt(currentFrame);
  const code = codeAt(frame.code);
  return code.kind == CodeKind.Bytecode ? lineAt(code, frame.ip) : lineOfCall();
}

/** Raises what a fault becomes, with address, place and line. Always NULL. */
export function raiseFault(address: u32, pc: u32, place: usize): Ref {
  return raiseFaultIn(currentFrame == 0 ? 0 : lineBefore(currentCode(), place), address, pc);
}

/** Raises what a fault becomes in a line, 0 if that is unknown. Always NULL. */
export function raiseFaultIn(line: i32, address: u32, pc: u32): Ref {
  if (line == 0) return raise2(M.hardFault, address, pc);
  return raise3(M.hardFaultLine, address, pc, line);
}
