/** `pyb.SPI` and `machine.SPI` on a bus: | header | bus |, an object of each class for each bus. */
import { SPI_COUNT, SPI_ROWS } from "../../generated/buses";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { bufferLength, needBuffer } from "../../object/buffer";
import { putByte, putHex, putText, putUnsigned } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { internedOrNull } from "../../object/qstr";
import { hasPending, raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import { raiseStream } from "../../object/stream";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { busOfName, busOfNumber, busRow } from "../bus";
import {
  dividerOf,
  initSpiBuses,
  SPI_16_BITS,
  SPI_CRC,
  SPI_LSB,
  SPI_MASTER,
  SPI_PHASE,
  SPI_POLARITY,
  SPI_SELECT_OUTPUT,
  SPI_SOFT_SELECT,
  SPI_TI,
  SpiBus,
  setDivider,
  spiBus,
  spiHertz,
  startSpi,
  stopSpi,
  transferSpi,
} from "../spi-controller";
import { defineSpiMethods, SPI_METHOD_NAMES } from "./spi-methods";
import {
  newTransfer,
  takeReceive,
  takeSend,
  transferAddress,
  transferLength,
} from "./transfer-buffers";

@unmanaged
class Spi {
  header: u32;
  bus: u32;
}

const DEFAULT_HERTZ: i32 = 328125;
const MACHINE_HERTZ: i32 = 500000;
const DEFAULT_MILLIS: i32 = 5000;
/** What stays as it is, and a prescaler that is not given. */
const SAME: i32 = -1;
/** Milliseconds that a transfer may take beyond one for each byte. */
const SPARE_MILLIS: u32 = 100;
/** The HAL's value for a hardware select that is an output: it goes to CR2. */
const NSS_OUTPUT: i32 = 0x40000;
const ROW: usize = 16;

let legacy: usize = 0;
let modern: usize = 0;

export function initSpi(): void {
  initSpiBuses();
  legacy = makeObjects(Kind.Spi);
  modern = makeObjects(Kind.MachineSpi);
  const type = typeOfKind(Kind.Spi);
  typeAt(type).make = spi_make.index;
  typeAt(type).print = spi_print.index;
  reserveNames(type, SPI_METHOD_NAMES + 12);
  defineSpiMethods(type);
  methodKeywords(type, Q.init, 1, 0xff, spi_init);
  method1(type, Q.deinit, spi_deinit);
  methodKeywords(type, Q.send, 1, 0xff, spi_send);
  methodKeywords(type, Q.recv, 1, 0xff, spi_recv);
  methodKeywords(type, Q.send_recv, 1, 0xff, spi_sendRecv);
  defineName(type, Q.CONTROLLER, smallOf(SPI_MASTER));
  defineName(type, Q.PERIPHERAL, smallOf(0));
  defineName(type, Q.MASTER, smallOf(SPI_MASTER));
  defineName(type, Q.SLAVE, smallOf(0));
  defineMachineSpi();
}

function defineMachineSpi(): void {
  const type = typeOfKind(Kind.MachineSpi);
  typeAt(type).make = machineSpi_make.index;
  typeAt(type).print = spi_print.index;
  reserveNames(type, SPI_METHOD_NAMES + 2);
  defineSpiMethods(type);
  methodKeywords(type, Q.init, 1, 0xff, machineSpi_init);
  method1(type, Q.deinit, spi_deinit);
}

function makeObjects(kind: Kind): usize {
  let first: usize = 0;
  for (let i: u32 = 0; i < SPI_COUNT; i++) {
    const x = permanentObject(kind, ROW);
    if (i == 0) first = <usize>x;
    changetype<Spi>(<usize>x).bus = <u32>changetype<usize>(spiBus(i));
  }
  return first;
}

function busOf(x: Ref): SpiBus {
  return changetype<SpiBus>(changetype<Spi>(<usize>x).bus);
}

/** The object of a bus that a value names. NULL: an exception is pending. */
function findSpi(id: Ref, objects: usize): Ref {
  let row: usize = 0;
  if (isStr(id)) {
    row = busOfName(SPI_ROWS, SPI_COUNT, internedOrNull(id));
    if (row == 0) return raise1(M.noSpiNamed, id);
  } else {
    const number = toI32(id);
    if (hasPending()) return NULL;
    row = busOfNumber(SPI_ROWS, SPI_COUNT, number);
    if (row == 0) return raise1(M.noSpi, number);
  }
  return <Ref>(objects + (row - SPI_ROWS));
}

function spi_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const x = findSpi(load<u32>(args), legacy);
  if (x == NULL) return NULL;
  if (n + nkw > 1 && !configure(x, n - 1, nkw, args + 4)) return NULL;
  return x;
}

function spi_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(load<u32>(args), n - 1, nkw, args + 4) ? NONE : NULL;
}

/** Takes the arguments of `init`. false: an exception is pending. */
function configure(x: Ref, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const mode = needInt(Q.mode);
  const hertz = optInt(Q.baudrate, DEFAULT_HERTZ);
  namedOnly();
  const prescaler = optInt(Q.prescaler, SAME);
  const polarity = optInt(Q.polarity, 1);
  const phase = optInt(Q.phase, 0);
  const direction = optInt(Q.dir, 0);
  const bits = optInt(Q.bits, 8);
  const select = optInt(Q.nss, SPI_SOFT_SELECT);
  const first = optInt(Q.firstbit, 0);
  const ti = optBool(Q.ti, false);
  const crcValue = optRef(Q.crc, NONE);
  if (!endArguments()) return false;
  const crc = crcValue == NONE ? 0 : toI32(crcValue);
  if (hasPending()) return false;
  const bus = busOf(x);
  bus.control = mode | direction | (select & SPI_SOFT_SELECT) | (crcValue == NONE ? 0 : SPI_CRC);
  bus.control2 = (ti ? SPI_TI : 0) | ((select & NSS_OUTPUT) != 0 ? SPI_SELECT_OUTPUT : 0);
  bus.polynomial = crc;
  setParameters(bus, prescaler, hertz, polarity, phase, bits, first);
  startSpi(bus);
  return !hasPending();
}

/** Changes what is not SAME. */
function setParameters(
  bus: SpiBus,
  prescaler: i32,
  hertz: i32,
  polarity: i32,
  phase: i32,
  bits: i32,
  first: i32,
): void {
  if (prescaler != SAME) setDivider(bus, prescaler);
  else if (hertz != SAME) setDivider(bus, dividerOf(bus, hertz));
  setFlag(bus, SPI_POLARITY, polarity);
  setFlag(bus, SPI_PHASE, phase);
  if (bits != SAME) setFlag(bus, SPI_16_BITS, bits == 16 ? 1 : 0);
  setFlag(bus, SPI_LSB, first);
}

function setFlag(bus: SpiBus, flag: u32, value: i32): void {
  if (value == SAME) return;
  bus.control = value == 0 ? bus.control & ~flag : bus.control | flag;
}

/** `SPI(id, baudrate=500000, *, polarity=0, phase=0, bits=8, firstbit=MSB, sck, mosi, miso)` */
function machineSpi_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const id = needRef(Q.id);
  const hertz = optInt(Q.baudrate, MACHINE_HERTZ);
  namedOnly();
  const polarity = optInt(Q.polarity, 0);
  const phase = optInt(Q.phase, 0);
  const bits = optInt(Q.bits, 8);
  const first = optInt(Q.firstbit, 0);
  const sck = optRef(Q.sck, NULL);
  const mosi = optRef(Q.mosi, NULL);
  const miso = optRef(Q.miso, NULL);
  if (!endArguments()) return NULL;
  const x = findSpi(id, modern);
  if (x == NULL) return NULL;
  if (sck != NULL || mosi != NULL || miso != NULL) return raise(M.spiPins);
  const bus = busOf(x);
  bus.control = SPI_MASTER | SPI_SOFT_SELECT;
  bus.control2 = 0;
  setParameters(bus, SAME, hertz, polarity, phase, bits, first);
  startSpi(bus);
  return hasPending() ? NULL : x;
}

/** `init(*, baudrate, polarity, phase, bits, firstbit)`: what is not given stays. */
function machineSpi_init(n: i32, nkw: i32, args: usize): Ref {
  const bus = busOf(load<u32>(args));
  startArguments(n, nkw, args, 1);
  namedOnly();
  const hertz = optInt(Q.baudrate, SAME);
  const polarity = optInt(Q.polarity, SAME);
  const phase = optInt(Q.phase, SAME);
  const bits = optInt(Q.bits, SAME);
  const first = optInt(Q.firstbit, SAME);
  if (!endArguments()) return NULL;
  setParameters(bus, SAME, hertz, polarity, phase, bits, first);
  startSpi(bus);
  return hasPending() ? NULL : NONE;
}

function spi_deinit(x: Ref): Ref {
  stopSpi(busOf(x));
  return NONE;
}

/** A transfer of the methods that both classes have. */
export function hardTransfer(x: Ref, from: usize, to: usize, length: u32): i32 {
  return transferSpi(busOf(x), from, to, length, length + SPARE_MILLIS);
}

/** `send(send, *, timeout=5000)` */
function spi_send(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.send);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments() || !takeSend(data)) return NULL;
  const bus = busOf(load<u32>(args));
  const answer = transferSpi(bus, transferAddress, 0, transferLength, millis);
  return answer < 0 ? raiseStream(answer) : NONE;
}

/** `recv(recv, *, timeout=5000)` */
function spi_recv(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const wanted = needRef(Q.recv);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments()) return NULL;
  const mark = rootMark();
  const to = takeReceive(wanted);
  if (to == NULL) return NULL;
  root(to);
  const bus = busOf(load<u32>(args));
  const answer = transferSpi(bus, 0, transferAddress, transferLength, millis);
  if (answer < 0) return raiseStream(answer);
  rootReset(mark);
  return to;
}

/** `send_recv(send, recv=None, *, timeout=5000)` */
function spi_sendRecv(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.send);
  const into = optRef(Q.recv, NULL);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments() || !takeSend(data)) return NULL;
  const from = transferAddress;
  const length = transferLength;
  const mark = rootMark();
  const to = into == NULL ? newTransfer(length) : bufferOf(into, length);
  if (to == NULL) return NULL;
  root(to);
  const answer = transferSpi(busOf(load<u32>(args)), from, transferAddress, length, millis);
  if (answer < 0) return raiseStream(answer);
  rootReset(mark);
  return to;
}

/** A buffer of this length to receive into. NULL: an exception is pending. */
function bufferOf(into: Ref, length: u32): Ref {
  if (!needBuffer(into, true)) return NULL;
  if (bufferLength != length) return raise(M.spiReceiveLength);
  takeReceive(into);
  return into;
}

function spi_print(p: Ref, x: Ref, style: Style): bool {
  const bus = busOf(x);
  const control = bus.control;
  const old = isKind(x, Kind.Spi);
  if (!putText(p, "SPI(") || !putUnsigned(p, busRow(bus.row).number)) return false;
  if (bus.ready == 0) return putByte(p, 0x29);
  if ((control & SPI_MASTER) != 0) {
    if (old) putText(p, ", SPI.CONTROLLER");
    putText(p, ", baudrate=");
    putUnsigned(p, spiHertz(bus));
    if (old) {
      putText(p, ", prescaler=");
      putUnsigned(p, (<u32>1) << bus.divider);
    }
  } else putText(p, ", SPI.PERIPHERAL");
  putText(p, (control & SPI_POLARITY) != 0 ? ", polarity=1" : ", polarity=0");
  putText(p, (control & SPI_PHASE) != 0 ? ", phase=1" : ", phase=0");
  putText(p, (control & SPI_16_BITS) != 0 ? ", bits=16" : ", bits=8");
  if ((control & SPI_CRC) != 0) {
    putText(p, ", crc=0x");
    putHex(p, bus.polynomial);
  }
  return putByte(p, 0x29);
}
