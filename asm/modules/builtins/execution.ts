/** Builtins that compile and run source text, and look at namespaces. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import * as host from "../../host";
import { allocate, allocateBlock } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { isKind, NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { BUFFER_DATA } from "../../object/builder";
import { namesOf } from "../../object/names";
import { function0, functionArgs } from "../../object/native-function";
import { intern } from "../../object/qstr";
import { raise } from "../../object/raise";
import { isStr, strData, strLength } from "../../object/str";
import { isDict } from "../../types/dict";
import { newFunction } from "../../types/function";
import { defineInModule } from "../../types/module";
import { currentFrame, frameAt } from "../../vm/frame";
import { runBody } from "../../vm/invoke";
import { loadMpy } from "../../vm/loader";
import { compileFile } from "../import-run";
import { optLevel } from "../micropython";

/** What the host compiles source as. */
const enum Mode {
  Exec,
  Single,
  Eval,
  /** The text is the file of a name. */
  File,
}

/** The result of `compile`: | header | code |. */
const CODE_OBJECT_CODE: usize = 4;

/** Adds them to the module `builtins`. */
export function defineExecution(module: Ref): void {
  describe(Kind.CodeObject, refAt(CODE_OBJECT_CODE), 0);
  defineInModule(module, Q.compile, functionArgs(Q.compile, 3, 6, builtin_compile));
  defineInModule(module, Q.exec, functionArgs(Q.exec, 1, 3, builtin_exec));
  defineInModule(module, Q.execfile, functionArgs(Q.execfile, 1, 3, builtin_execfile));
  defineInModule(module, Q.eval, functionArgs(Q.eval, 1, 3, builtin_eval));
  defineInModule(module, Q.globals, function0(Q.globals, builtin_globals));
  defineInModule(module, Q.locals, function0(Q.locals, builtin_locals));
}

function builtin_globals(): Ref {
  return frameAt(currentFrame).globals;
}

function builtin_locals(): Ref {
  return namesOf(currentFrame);
}

/** `compile(source, filename, mode)` */
function builtin_compile(n: i32, args: usize): Ref {
  const mode = load<u32>(args, 8);
  const file = load<u32>(args, 4);
  if (!isStr(mode) || !isStr(file)) return raise(M.typeError);
  const name = intern(mode);
  if (name == NULL) return NULL;
  let how = Mode.Exec;
  if (name == qstrRef(Q.eval)) how = Mode.Eval;
  else if (name == qstrRef(Q.single)) how = Mode.Single;
  else if (name != qstrRef(Q.exec)) return raise(M.badCompileMode);
  const mark = rootMark();
  const code = compileText(load<u32>(args), file, how, builtin_globals());
  if (code == NULL) return NULL;
  root(code);
  const x = allocateBlock(Kind.CodeObject);
  if (x == NULL) return NULL;
  rootReset(mark);
  store<u32>(x, code, CODE_OBJECT_CODE);
  return x;
}

/** The outermost code of a source text. NULL: an exception is pending. */
function compileText(source: Ref, file: Ref, mode: Mode, globals: Ref): Ref {
  let address: usize = 0;
  let length: i32 = 0;
  if (isStr(source)) {
    address = strData(source);
    length = strLength(source);
  } else {
    if (!needBuffer(source, false)) return NULL;
    address = bufferAddress;
    length = bufferLength;
  }
  const size = host.compile(address, length, strData(file), strLength(file), mode, optLevel);
  if (size < 0) return NULL;
  const bytes = allocate(Kind.Buffer, BUFFER_DATA + <u32>size);
  if (bytes == NULL) return NULL;
  host.takeBytes(<usize>bytes + BUFFER_DATA);
  return loadMpy(<usize>bytes + BUFFER_DATA, bytes, globals);
}

function builtin_exec(n: i32, args: usize): Ref {
  return run(n, args, Mode.Exec) == NULL ? NULL : NONE;
}

function builtin_eval(n: i32, args: usize): Ref {
  return run(n, args, Mode.Eval);
}

/** `execfile(path[, globals[, locals]])` */
function builtin_execfile(n: i32, args: usize): Ref {
  const path = load<u32>(args);
  if (!isStr(path)) return raise(M.typeError);
  return run(n, args, Mode.File) == NULL ? NULL : NONE;
}

/** Runs code or text with the globals and locals given, by default those of the frame that asks. */
function run(n: i32, args: usize, mode: Mode): Ref {
  const globals = n > 1 && load<u32>(args, 4) != NONE ? load<u32>(args, 4) : builtin_globals();
  let names = n > 1 ? globals : builtin_locals();
  if (n > 2 && load<u32>(args, 8) != NONE) names = load<u32>(args, 8);
  if (!isDict(globals) || !isDict(names)) return raise(M.typeError);
  const mark = rootMark();
  root(names);
  const code = codeOf(load<u32>(args), globals, mode);
  if (code == NULL) return NULL;
  root(code);
  const f = newFunction(code, globals, NULL, NULL, NULL);
  if (f == NULL) return NULL;
  root(f);
  const result = runBody(f, globals, names != globals ? names : NULL);
  rootReset(mark);
  return result;
}

/** The code to run: what `compile` gave, or what a text or the file of a name is compiled to. */
function codeOf(source: Ref, globals: Ref, mode: Mode): Ref {
  if (mode == Mode.File) return compileFile(source, globals);
  if (isKind(source, Kind.CodeObject)) return load<u32>(source, CODE_OBJECT_CODE);
  return compileText(source, qstrRef(Q.string_), mode, globals);
}
