/** Globals of `__main__`, calls and results, for the host. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { getCell, RootCell, setCell } from "../memory/cells";
import { isKind, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootSlots } from "../memory/roots";
import { setInSys, sysModule } from "../modules/sys";
import { BUFFER_DATA, newBuilder } from "../object/builder";
import { call } from "../object/call";
import { lookupName, mapRemove } from "../object/map-table";
import { internBytes } from "../object/qstr";
import { dictSet, dictTable } from "../types/dict";
import { functionAt } from "../types/function";
import { moduleAt } from "../types/module";
import { CODE_GENERATOR, codeAt } from "../vm/code";
import { FRAME_ENTRY } from "../vm/frame";
import { enterFunction } from "../vm/invoke";
import { decode, decodedEnd } from "./decode";
import { encode } from "./encode";
import { filledBuffer, leaveForHost } from "./exchange";
import { abandon } from "./run";

function mainGlobals(): Ref {
  return moduleAt(getCell(RootCell.Main)).globals;
}

/** The interned name that the host's buffer starts with. NULL: an exception is pending. */
function filledName(length: i32): Ref {
  return internBytes(<usize>filledBuffer() + BUFFER_DATA, length);
}

/** What may follow a request: an exception is pending, there is no such name, it is done, code was entered. */
const enum Answer {
  Failed,
  Missing,
  Done,
  Entered,
}

function failed(): i32 {
  abandon();
  return Answer.Failed;
}

/** Leaves the code of the value that a run, a call or `getGlobal` gave. */
export function takeResult(): bool {
  const p = newBuilder(64);
  if (p == NULL) return false;
  root(p);
  if (!encode(p, getCell(RootCell.Result))) {
    abandon();
    return false;
  }
  leaveForHost(p);
  abandon();
  return true;
}

/** Looks up a global whose name fills the host's buffer; `takeResult` fetches it. */
export function getGlobal(length: i32): i32 {
  const name = filledName(length);
  if (name == NULL) return Answer.Failed;
  const value = lookupName(dictTable(mainGlobals()), name);
  if (value == NULL) return Answer.Missing;
  setCell(RootCell.Result, value);
  return Answer.Done;
}

/** Likewise an attribute of `sys`. */
export function getInSys(length: i32): i32 {
  const name = filledName(length);
  if (name == NULL) return Answer.Failed;
  const value = lookupName(dictTable(moduleAt(sysModule()).globals), name);
  if (value == NULL) return Answer.Missing;
  setCell(RootCell.Result, value);
  return Answer.Done;
}

/** Sets a global: the host's buffer has its name and, behind it, the code of its value. */
export function setGlobal(length: i32): i32 {
  root(filledBuffer());
  const name = filledName(length);
  if (name == NULL) return failed();
  const value = decode(<usize>filledBuffer() + BUFFER_DATA + length);
  if (value == NULL) return failed();
  root(value);
  if (!dictSet(mainGlobals(), name, value)) return failed();
  abandon();
  return Answer.Done;
}

/** Deletes the global whose name fills the host's buffer. */
export function deleteGlobal(length: i32): i32 {
  const name = filledName(length);
  if (name == NULL) return failed();
  return mapRemove(dictTable(mainGlobals()), name) == NULL ? Answer.Missing : Answer.Done;
}

/**
 * Calls a global: the host's buffer has its name and, behind it, the codes of `n` arguments. When the answer is
 * Entered, `step` runs the call.
 */
export function callGlobal(length: i32, n: i32): i32 {
  root(filledBuffer());
  const name = filledName(length);
  if (name == NULL) return failed();
  const callee = lookupName(dictTable(mainGlobals()), name);
  if (callee == NULL) return Answer.Missing;
  root(callee);
  const args = rootSlots(n);
  let at = <usize>filledBuffer() + BUFFER_DATA + length;
  for (let i = 0; i < n; i++) {
    const value = decode(at);
    if (value == NULL) return failed();
    store<u32>(args + ((<usize>i) << 2), value);
    at = decodedEnd();
  }
  return enterCall(callee, n, args);
}

/** Calls the function that `sys.atexit` was given last. */
export function callAtExit(): i32 {
  const callee = getCell(RootCell.AtExit);
  if (callee == NULL) return Answer.Missing;
  setCell(RootCell.AtExit, NULL);
  root(callee);
  return enterCall(callee, 0, rootMark());
}

function enterCall(callee: Ref, n: i32, args: usize): i32 {
  if (isKind(callee, Kind.Function)) {
    const flags = codeAt(functionAt(callee).code).flags;
    if ((flags & CODE_GENERATOR) == 0) {
      return enterFunction(callee, n, 0, args, FRAME_ENTRY) == 0 ? failed() : Answer.Entered;
    }
  }
  const result = call(callee, n, 0, args);
  if (result == NULL) return failed();
  setCell(RootCell.Result, result);
  abandon();
  return Answer.Done;
}

/** Sets `sys.path` from the code of a list in the host's buffer. */
export function setPath(): bool {
  return setList(Q.path);
}

/** Likewise `sys.argv`. */
export function setArgv(): bool {
  return setList(Q.argv);
}

function setList(name: i32): bool {
  root(filledBuffer());
  const list = decode(<usize>filledBuffer() + BUFFER_DATA);
  root(list);
  const done = setInSys(name, list);
  abandon();
  return done;
}
