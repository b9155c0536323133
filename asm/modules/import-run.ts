/** Running the file of a module. */
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { allocate } from "../memory/heap";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { BUFFER_DATA, builderData, builderLength } from "../object/builder";
import { internBytes } from "../object/qstr";
import { raiseErrno } from "../object/raise";
import { strData, strLength } from "../object/str";
import { dictSet } from "../types/dict";
import { newFunction } from "../types/function";
import { runBody } from "../vm/invoke";
import { loadMpy } from "../vm/loader";
import { frozenCode, frozenPathLength } from "./frozen";
import { Found } from "./import-find";
import { optLevel } from "./micropython";

/** Passed to `host.compile` as length: the source is what the host left. */
const LEFT_BY_HOST: i32 = -1;

/** Runs the file whose path stands in a builder, with these globals. false: an exception is pending. */
export function runFile(file: Ref, found: Found, globals: Ref): bool {
  const mark = rootMark();
  const data = builderData(file);
  const length = builderLength(file);
  const prefix = frozenPathLength(data, length);
  const name = internBytes(data + prefix, length - prefix);
  if (name == NULL || !dictSet(globals, qstrRef(Q.__file__), name)) return false;
  const code = prefix != 0 ? loadFrozen(file, globals) : loadFile(file, found, globals);
  if (code == NULL) return false;
  root(code);
  const f = newFunction(code, globals, NULL, NULL, NULL);
  if (f == NULL) return false;
  root(f);
  if (runBody(f, globals, NULL) == NULL) return false;
  rootReset(mark);
  return true;
}

/** Frozen code is used where it lies. */
function loadFrozen(file: Ref, globals: Ref): Ref {
  return loadMpy(frozenCode(builderData(file), builderLength(file)), NULL, globals);
}

/** The code of a source file or `.mpy` file. */
function loadFile(file: Ref, found: Found, globals: Ref): Ref {
  let size = host.file(FileOp.ReadAll, builderData(file), builderLength(file), 0, 0);
  if (size < 0) return raiseErrno(-size);
  if (found == Found.Source) {
    size = host.compile(0, LEFT_BY_HOST, builderData(file), builderLength(file), 0, optLevel);
    if (size < 0) return NULL;
  }
  const bytes = takeBytes(size);
  if (bytes == NULL) return NULL;
  const data = <usize>bytes + BUFFER_DATA;
  if (found == Found.Compiled && host.verifyMpy(data, size) != 0) return NULL;
  return loadMpy(data, bytes, globals);
}

/** The code of the source file with this name, a str. NULL: an exception is pending. */
export function compileFile(name: Ref, globals: Ref): Ref {
  const path = strData(name);
  const length = strLength(name);
  let size = host.file(FileOp.ReadAll, path, length, 0, 0);
  if (size < 0) return raiseErrno(-size);
  size = host.compile(0, LEFT_BY_HOST, path, length, 0, optLevel);
  if (size < 0) return NULL;
  const bytes = takeBytes(size);
  return bytes == NULL ? NULL : loadMpy(<usize>bytes + BUFFER_DATA, bytes, globals);
}

/** A Buffer with the bytes that the host left. */
function takeBytes(size: i32): Ref {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + <u32>size);
  if (buffer != NULL) host.takeBytes(<usize>buffer + BUFFER_DATA);
  return buffer;
}
