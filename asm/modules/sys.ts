/**
 * The module `sys`. Unlike other modules of the runtime it lives on the heap: it refers to lists and strings
 * of the program.
 */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell, setCell } from "../memory/cells";
import { BLOCK, capacityOf, FLAG_FIXED, setFlag } from "../memory/header";
import { isKind, isPointer, kindOf, NONE, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { functionTable } from "../native/function-table";
import { builderData, builderLength, newBuilder, putByte } from "../object/builder";
import { isException } from "../object/exception";
import { lookupName, mapStore } from "../object/map-table";
import { function0, function1, functionArgs } from "../object/native-function";
import { putRepr } from "../object/print";
import { intern } from "../object/qstr";
import { raise1, raiseValue } from "../object/raise";
import { sequenceLength } from "../object/sequence";
import { isStr } from "../object/str";
import { needWritable, raiseStream, streamWrite } from "../object/stream";
import { printTraceback } from "../object/traceback-print";
import { typeOf } from "../object/type";
import { newAttrtuple } from "../types/attrtuple";
import { intFromI64 } from "../types/bigint";
import { dictTable, dictTableOwner } from "../types/dict";
import { STDERR_FILE, STDIN_FILE, STDOUT_FILE } from "../types/file";
import { listAppend, newList } from "../types/list";
import { moduleAt, newModule } from "../types/module";
import { newTuple, tupleItems } from "../types/tuple";
import { handledException } from "../vm/handled";

/**
 * The `.mpy` version this VM loads, as `_mpy` says it: version, sub-version in bits 8 and 9, the architecture of
 * machine code from bit 10 on.
 */
const MPY_VERSION: i32 = 6 | (3 << 8);
const ARMV7EMSP: i32 = 7 << 10;
/** The version of MicroPython whose behaviour this is, and that of its Python. */
const VERSION_MINOR: i32 = 27;
const PYTHON_MINOR: i32 = 4;

let exit: Ref = 0;
let excInfo: Ref = 0;
let printException: Ref = 0;
let atExit: Ref = 0;
let getSize: Ref = 0;
let internText: Ref = 0;

/** Makes the functions, which lie in permanent memory. */
export function initSys(): void {
  exit = functionArgs(Q.exit, 0, 1, sys_exit);
  excInfo = function0(Q.exc_info, sys_excInfo);
  printException = functionArgs(Q.print_exception, 1, 2, sys_printException);
  atExit = function1(Q.atexit, sys_atexit);
  getSize = function1(Q.getsizeof, sys_getsizeof);
  internText = function1(Q.intern, sys_intern);
}

export function sysModule(): Ref {
  return getCell(RootCell.Sys);
}

/** Sets a name of the module. false: an exception is pending, or was when the value was made (NULL). */
export function setInSys(name: i32, value: Ref): bool {
  const owner = dictTableOwner(moduleAt(sysModule()).globals);
  return value != NULL && mapStore(owner, qstrRef(name), value);
}

/** Makes the module, once there is a heap. false: there is no memory for it. */
export function startSys(): bool {
  const module = newModule(qstrRef(Q.sys));
  if (module == NULL) return false;
  setCell(RootCell.Sys, module);
  if (!(setLists() && setVersions() && setConstants() && setFunctions())) return false;
  setFlag(dictTable(moduleAt(module).globals), FLAG_FIXED);
  return true;
}

function setLists(): bool {
  const argv = newList(0);
  if (!setInSys(Q.argv, argv)) return false;
  const path = newList(2);
  if (!setInSys(Q.path, path)) return false;
  listAppend(path, qstrRef(Q.empty));
  listAppend(path, qstrRef(Q.frozenPath));
  return setInSys(Q.modules, getCell(RootCell.Modules));
}

function setVersions(): bool {
  return (
    setInSys(Q.version, qstrRef(Q.pythonVersion)) &&
    setInSys(Q.version_info, triple(smallOf(3), smallOf(PYTHON_MINOR), smallOf(0))) &&
    setInSys(Q.implementation, makeImplementation())
  );
}

function triple(a: Ref, b: Ref, c: Ref): Ref {
  const x = newTuple(3);
  if (x == NULL) return NULL;
  store<u32>(tupleItems(x), a);
  store<u32>(tupleItems(x), b, 4);
  store<u32>(tupleItems(x), c, 8);
  return x;
}

/** (name='micropython', version=(1, 27, 0, ''), _machine=…, _mpy=…, _build='standard') */
function makeImplementation(): Ref {
  const mark = rootMark();
  const names = newTuple(5);
  if (names == NULL) return NULL;
  root(names);
  store<u32>(tupleItems(names), qstrRef(Q.name));
  store<u32>(tupleItems(names), qstrRef(Q.version), 4);
  store<u32>(tupleItems(names), qstrRef(Q._machine), 8);
  store<u32>(tupleItems(names), qstrRef(Q._mpy), 12);
  store<u32>(tupleItems(names), qstrRef(Q._build), 16);
  const version = newTuple(4);
  if (version == NULL) return NULL;
  root(version);
  store<u32>(tupleItems(version), smallOf(1));
  store<u32>(tupleItems(version), smallOf(VERSION_MINOR), 4);
  store<u32>(tupleItems(version), smallOf(0), 8);
  store<u32>(tupleItems(version), qstrRef(Q.empty), 12);
  const x = newAttrtuple(names);
  if (x == NULL) return NULL;
  rootReset(mark);
  store<u32>(tupleItems(x), qstrRef(Q.micropython));
  store<u32>(tupleItems(x), version, 4);
  store<u32>(tupleItems(x), qstrRef(BOARD ? Q.boardName : Q.machineName), 8);
  store<u32>(
    tupleItems(x),
    smallOf(functionTable == 0 ? MPY_VERSION : MPY_VERSION | ARMV7EMSP),
    12,
  );
  store<u32>(tupleItems(x), qstrRef(BOARD ? Q.PYBV10 : Q.standard), 16);
  return x;
}

function setConstants(): bool {
  return (
    setInSys(Q.platform, qstrRef(BOARD ? Q.pyboard : Q.linux)) &&
    setInSys(Q.byteorder, qstrRef(Q.little)) &&
    setInSys(Q.maxsize, intFromI64(i32.MAX_VALUE)) &&
    setInSys(Q.executable, qstrRef(Q.adder)) &&
    setInSys(Q.stdin, STDIN_FILE) &&
    setInSys(Q.stdout, STDOUT_FILE) &&
    setInSys(Q.stderr, STDERR_FILE) &&
    setInSys(Q.ps1, qstrRef(Q.prompt)) &&
    setInSys(Q.ps2, qstrRef(Q.continuationPrompt))
  );
}

function setFunctions(): bool {
  return (
    setInSys(Q.exit, exit) &&
    setInSys(Q.exc_info, excInfo) &&
    setInSys(Q.print_exception, printException) &&
    setInSys(Q.atexit, atExit) &&
    setInSys(Q.getsizeof, getSize) &&
    setInSys(Q.intern, internText)
  );
}

/** `sys.path`. NULL: it is no list or tuple, TypeError is pending. */
export function sysPath(): Ref {
  const path = lookupName(dictTable(moduleAt(sysModule()).globals), qstrRef(Q.path));
  return isSequence(path) ? path : raise1(M.sequenceNeeded, path);
}

export function pathIsEmpty(): bool {
  const path = lookupName(dictTable(moduleAt(sysModule()).globals), qstrRef(Q.path));
  return isSequence(path) && sequenceLength(path) == 0;
}

function isSequence(x: Ref): bool {
  return isKind(x, Kind.List) || isKind(x, Kind.Tuple);
}

/** Whether a program may give a name of the module another value. */
export function isSysVariable(name: Ref): bool {
  return name == qstrRef(Q.path) || name == qstrRef(Q.ps1) || name == qstrRef(Q.ps2);
}

function sys_exit(n: i32, args: usize): Ref {
  return raiseValue(Exc.SystemExit, n == 0 ? NULL : load<u32>(args));
}

/** The class and value of the exception being handled; there are no traceback objects. */
function sys_excInfo(): Ref {
  const x = handledException();
  return x == NULL ? triple(NONE, NONE, NONE) : triple(typeOf(x), x, NONE);
}

/** `print_exception(x, file=sys.stdout)`: with its traceback. */
function sys_printException(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  const to = n == 1 ? STDOUT_FILE : load<u32>(args, 4);
  if (!needWritable(to)) return NULL;
  const mark = rootMark();
  const p = newBuilder(64);
  if (p == NULL) return NULL;
  root(p);
  const done = isException(x) ? printTraceback(p, x) : putRepr(p, x) && putByte(p, 0x0a);
  if (!done) return NULL;
  const answer = streamWrite(to, builderData(p), builderLength(p));
  if (answer < 0) return raiseStream(answer);
  rootReset(mark);
  return NONE;
}

/** Sets the function called at the end of the program; returns the one set before. */
function sys_atexit(f: Ref): Ref {
  const old = getCell(RootCell.AtExit);
  setCell(RootCell.AtExit, f);
  return old == NULL ? NONE : old;
}

/** Bytes of heap that an object takes by itself, with its table or items. */
function sys_getsizeof(x: Ref): Ref {
  if (!isPointer(x)) return smallOf(BLOCK);
  let bytes = capacityOf(x);
  const kind = kindOf(x);
  if (kind == Kind.Dict || kind == Kind.Set || kind == Kind.OrderedDict) bytes += partBytes(x, 4);
  if (kind == Kind.List || kind == Kind.Instance) bytes += partBytes(x, 8);
  return smallOf(bytes);
}

function partBytes(x: Ref, offset: u32): u32 {
  const part = load<u32>(x + offset);
  return part == NULL ? 0 : capacityOf(part);
}

function sys_intern(x: Ref): Ref {
  return isStr(x) ? intern(x) : raise1(M.cannotConvertToStr, x);
}
