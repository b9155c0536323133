/** The module `os`: files and folders, the environment and the commands that the embedder has granted. */
import { defineBoardOs } from "../board/modules/board-info";
import { randomWord } from "../board/random";
import { Errno } from "../generated/errnos";
import { FileOp } from "../generated/file-ops";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { NONE, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { flush, STDOUT } from "../object/builder";
import { machineInt, needMachineInt } from "../object/machine-int";
import { function0, function1, function2, functionArgs } from "../object/native-function";
import { raise1 } from "../object/raise";
import { isStr, newRawStr, STR_DATA, strData, strLength } from "../object/str";
import { isBytes } from "../object/text";
import { typeOfKind } from "../object/type";
import { defineInModule, newNativeModule } from "../types/module";
import { joinPaths } from "../vfs/paths";
import { checked, lastError, setLastError, takeText } from "../vfs/volume";
import {
  os_chdir,
  os_getcwd,
  os_ilistdir,
  os_listdir,
  os_mkdir,
  os_remove,
  os_rename,
  os_rmdir,
  os_stat,
  os_statvfs,
} from "./os-paths";
import { mountFunction, umountFunction } from "./vfs";

export function initOs(): Ref {
  const module = newNativeModule(Q.os, 32);
  const remove = function1(Q.remove, os_remove);
  defineInModule(module, Q.remove, remove);
  defineInModule(module, Q.unlink, remove);
  defineInModule(module, Q.sep, qstrRef(Q.slash));
  defineInModule(module, Q.getcwd, function0(Q.getcwd, os_getcwd));
  defineInModule(module, Q.chdir, function1(Q.chdir, os_chdir));
  defineInModule(module, Q.listdir, functionArgs(Q.listdir, 0, 1, os_listdir));
  defineInModule(module, Q.ilistdir, functionArgs(Q.ilistdir, 0, 1, os_ilistdir));
  defineInModule(module, Q.mkdir, function1(Q.mkdir, os_mkdir));
  defineInModule(module, Q.rmdir, function1(Q.rmdir, os_rmdir));
  defineInModule(module, Q.rename, function2(Q.rename, os_rename));
  defineInModule(module, Q.stat, function1(Q.stat, os_stat));
  defineInModule(module, Q.statvfs, function1(Q.statvfs, os_statvfs));
  defineInModule(module, Q.mount, mountFunction());
  defineInModule(module, Q.umount, umountFunction());
  defineInModule(module, Q.VfsFat, typeOfKind(Kind.VfsFat));
  defineInModule(module, Q.VfsLfs2, typeOfKind(Kind.VfsLfs2));
  if (!BOARD) defineInModule(module, Q.VfsPosix, typeOfKind(Kind.VfsPosix));
  defineEnvironment(module);
  if (BOARD) defineBoardOs(module);
  return module;
}

function defineEnvironment(module: Ref): void {
  defineInModule(module, Q.getenv, functionArgs(Q.getenv, 1, 2, os_getenv));
  defineInModule(module, Q.putenv, function2(Q.putenv, os_putenv));
  defineInModule(module, Q.unsetenv, function1(Q.unsetenv, os_unsetenv));
  defineInModule(module, Q.system, function1(Q.system, os_system));
  defineInModule(module, Q.urandom, function1(Q.urandom, os_urandom));
  defineInModule(module, Q.errno, functionArgs(Q.errno, 0, 1, os_errno));
}

/** Makes a request about a text. The answer; below zero an exception is pending. */
function request(op: FileOp, text: Ref): i32 {
  if (!isStr(text) && !isBytes(text)) {
    raise1(M.cannotConvertToStr, text);
    return -1;
  }
  return checked(host.file(op, strData(text), strLength(text), 0, 0));
}

function noneOf(answer: i32): Ref {
  return answer < 0 ? NULL : NONE;
}

/** `getenv(name, default=None)` */
function os_getenv(n: i32, args: usize): Ref {
  const name = load<u32>(args);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const size = host.file(FileOp.GetVariable, strData(name), strLength(name), 0, 0);
  if (size == -Errno.ENOENT) return n > 1 ? load<u32>(args, 4) : NONE;
  return checked(size) < 0 ? NULL : takeText(size);
}

function os_putenv(name: Ref, value: Ref): Ref {
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  if (!isStr(value)) return raise1(M.cannotConvertToStr, value);
  const mark = rootMark();
  const pair = joinPaths(strData(name), strLength(name), strData(value), strLength(value));
  if (pair == NULL) return NULL;
  root(pair);
  const result = noneOf(request(FileOp.SetVariable, pair));
  rootReset(mark);
  return result;
}

function os_unsetenv(name: Ref): Ref {
  return noneOf(request(FileOp.UnsetVariable, name));
}

function os_system(command: Ref): Ref {
  flush(STDOUT);
  const status = request(FileOp.System, command);
  return status < 0 ? NULL : smallOf(status);
}

function os_urandom(x: Ref): Ref {
  if (!needMachineInt(x)) return NULL;
  const n = max<i32>(machineInt, 0);
  const bytes = newRawStr(Kind.Bytes, n);
  if (bytes == NULL) return NULL;
  for (let i = 0; i < n; i++)
    store<u8>(<usize>bytes + STR_DATA + i, <u8>(BOARD ? randomWord() : host.randomBits()));
  return bytes;
}

/** The number of the last error; with an argument sets it and raises nothing. */
function os_errno(n: i32, args: usize): Ref {
  if (n == 0) return smallOf(lastError());
  if (!needMachineInt(load<u32>(args))) return NULL;
  setLastError(machineInt);
  return NONE;
}
