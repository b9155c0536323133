/** The methods that `pyb.SPI`, `machine.SPI` and `machine.SoftSPI` share. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { method2, method3, methodArgs } from "../../object/native-function";
import { hasPending, raise } from "../../object/raise";
import { raiseStream } from "../../object/stream";
import { defineName } from "../../object/type";
import { toI32 } from "../../types/number";
import { SPI_LSB } from "../spi-controller";
import { softTransfer } from "./soft-spi";
import { hardTransfer } from "./spi";
import { newTransfer, transferAddress, transferLength } from "./transfer-buffers";

export const SPI_METHOD_NAMES: u32 = 6;

/** `read`, `readinto`, `write`, `write_readinto`, and the orders of bits. */
export function defineSpiMethods(type: Ref): void {
  methodArgs(type, Q.read, 2, 3, spi_read);
  methodArgs(type, Q.readinto, 2, 3, spi_readinto);
  method2(type, Q.write, spi_write);
  method3(type, Q.write_readinto, spi_writeReadinto);
  defineName(type, Q.MSB, smallOf(0));
  defineName(type, Q.LSB, smallOf(SPI_LSB));
}

/** Sends from `from` while receiving to `to`, which may be 0. false: an exception is pending. */
function transfer(x: Ref, from: usize, to: usize, length: u32): bool {
  const soft = isKind(x, Kind.SoftSpi);
  const answer = soft ? softTransfer(x, from, to, length) : hardTransfer(x, from, to, length);
  if (answer < 0) raiseStream(answer);
  return !hasPending();
}

/** What is sent while reading: the third argument, or zeros. */
function filler(n: i32, args: usize): i32 {
  return n == 3 ? toI32(load<u32>(args, 8)) : 0;
}

/** `read(n, write=0)` */
function spi_read(n: i32, args: usize): Ref {
  const length = toI32(load<u32>(args, 4));
  const byte = filler(n, args);
  if (hasPending()) return NULL;
  const mark = rootMark();
  const bytes = newTransfer(length);
  if (bytes == NULL) return NULL;
  root(bytes);
  memory.fill(transferAddress, <u8>byte, transferLength);
  if (!transfer(load<u32>(args), transferAddress, transferAddress, transferLength)) return NULL;
  rootReset(mark);
  return bytes;
}

/** `readinto(buffer, write=0)` */
function spi_readinto(n: i32, args: usize): Ref {
  const byte = filler(n, args);
  if (hasPending() || !needBuffer(load<u32>(args, 4), true)) return NULL;
  const to = bufferAddress;
  const length = bufferLength;
  memory.fill(to, <u8>byte, length);
  return transfer(load<u32>(args), to, to, length) ? NONE : NULL;
}

function spi_write(x: Ref, buffer: Ref): Ref {
  if (!needBuffer(buffer, false)) return NULL;
  return transfer(x, bufferAddress, 0, bufferLength) ? NONE : NULL;
}

/** `write_readinto(from, to)` */
function spi_writeReadinto(x: Ref, source: Ref, target: Ref): Ref {
  if (!needBuffer(source, false)) return NULL;
  const from = bufferAddress;
  const length = bufferLength;
  if (!needBuffer(target, true)) return NULL;
  if (bufferLength != length) return raise(M.spiLengths);
  return transfer(x, from, bufferAddress, length) ? NONE : NULL;
}
