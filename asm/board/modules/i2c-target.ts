/**
 * `machine.I2CTarget`: the board as a device on an I2C bus, by interrupts of the peripheral. With `mem` it is memory whose
 * address comes first; without, the handler of `irq` gives and takes each byte.
 */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { I2C_COUNT, I2C_ROWS } from "../../generated/buses";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, qstrRef, Ref, smallOf, UNSUPPORTED } from "../../memory/ref";
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
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1, method2, methodKeywords } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { readRegister, writeRegister } from "../access";
import { busOfInterrupt, busRow, connectPin, startBus } from "../bus";
import { ownAddress } from "../i2c-controller";
import { BoardRoot } from "../roots";
import { findI2c } from "./i2c";
import { assignIrq, describeIrq, newIrq, triggerIrq } from "./irq";

const CR1: u32 = 0x00;
const CR2: u32 = 0x04;
const OAR1: u32 = 0x08;
const OAR2: u32 = 0x0c;
const DR: u32 = 0x10;
const SR1: u32 = 0x14;
const SR2: u32 = 0x18;
const PE: u32 = 1 << 0;
const ACK: u32 = 1 << 10;
/** CR2: 4 MHz, which a slave does not need to be right, and all interrupts. */
const INTERRUPTS: u32 = 4 | (7 << 8);
const OWN: u32 = 1 << 14;
const ADDR: u32 = 1 << 1;
const STOPF: u32 = 1 << 4;
const RXNE: u32 = 1 << 6;
const TXE: u32 = 1 << 7;
const AF: u32 = 1 << 10;
const ERRORS: u32 = 0xdf00;
const TRA: u32 = 1 << 2;

const OPEN_DRAIN: u32 = 0x12;
const PRIORITY: u32 = 12 << 4;
const ROW: usize = 16;
const SEVEN_BITS: i32 = 7;

/** What `irq` tells. */
const enum Event {
  AddressRead = 1 << 0,
  AddressWrite = 1 << 1,
  ReadRequest = 1 << 2,
  WriteRequest = 1 << 3,
  EndRead = 1 << 4,
  EndWrite = 1 << 5,
  /** The address in memory is known; handlers do not hear of it. */
  MemoryAddress = 1 << 6,
}

/** The transfer waits for the handler. */
const HARD_ONLY: i32 =
  Event.AddressRead | Event.AddressWrite | Event.ReadRequest | Event.WriteRequest;

const enum State {
  Inactive,
  Idle,
  AddressRead,
  AddressWrite,
  MemoryAddress,
  Reading,
  Writing,
}

@unmanaged
class Target {
  header: u32;
  row: u32;
  state: u32;
  /** Bytes of an address in memory, and how many of one are still to come. */
  addressBytes: u32;
  addressLeft: u32;
  address: u32;
  /** Where the last transfer began. */
  lastAddress: u32;
  trigger: i32;
  flags: i32;
}

let targets: usize = 0;

export function initI2cTarget(): void {
  for (let i: u32 = 0; i < I2C_COUNT; i++) {
    const x = permanentObject(Kind.I2cTarget, offsetof<Target>());
    if (i == 0) targets = <usize>x;
    targetAt(x).row = <u32>I2C_ROWS + i * <u32>ROW;
  }
  describeIrq(Kind.I2cTarget, setTrigger, askTrigger);
  const type = typeOfKind(Kind.I2cTarget);
  typeAt(type).make = target_make.index;
  typeAt(type).print = target_print.index;
  typeAt(type).loadAttr = target_loadAttr.index;
  reserveNames(type, 10);
  method1(type, Q.deinit, target_deinit);
  method2(type, Q.readinto, target_readinto);
  method2(type, Q.write, target_write);
  methodKeywords(type, Q.irq, 1, 0xff, target_irq);
  defineName(type, Q.IRQ_ADDR_MATCH_READ, smallOf(Event.AddressRead));
  defineName(type, Q.IRQ_ADDR_MATCH_WRITE, smallOf(Event.AddressWrite));
  defineName(type, Q.IRQ_READ_REQ, smallOf(Event.ReadRequest));
  defineName(type, Q.IRQ_WRITE_REQ, smallOf(Event.WriteRequest));
  defineName(type, Q.IRQ_END_READ, smallOf(Event.EndRead));
  defineName(type, Q.IRQ_END_WRITE, smallOf(Event.EndWrite));
}

function targetAt(x: Ref): Target {
  return changetype<Target>(<usize>x);
}

function indexOf(target: Target): u32 {
  return <u32>((target.row - I2C_ROWS) / ROW);
}

/** The object of a row. */
function targetOf(row: usize): Ref {
  const size = (offsetof<Target>() + 15) & ~15;
  return <Ref>(targets + ((row - I2C_ROWS) / ROW) * size);
}

function memoryRoot(target: Target): usize {
  return boardRoot(BoardRoot.TargetMemories + indexOf(target));
}

function irqRoot(target: Target): usize {
  return boardRoot(BoardRoot.TargetIrqs + indexOf(target));
}

function baseOf(target: Target): u32 {
  return busRow(target.row).address;
}

/** `I2CTarget(id, addr, *, addrsize=7, mem=None, mem_addrsize=8)` */
function target_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const id = needRef(Q.id);
  const address = needInt(Q.addr);
  namedOnly();
  optInt(Q.addrsize, SEVEN_BITS);
  const memory = optRef(Q.mem, NONE);
  const bits = optInt(Q.mem_addrsize, 8);
  if (!endArguments()) return NULL;
  const row = findI2c(id);
  if (row == 0) return NULL;
  const x = targetOf(row);
  const target = targetAt(x);
  target.state = State.Idle;
  target.addressLeft = 0;
  target.address = 0;
  target.lastAddress = 0;
  target.addressBytes = 0;
  store<u32>(memoryRoot(target), memory);
  if (memory != NONE) {
    if (!needBuffer(memory, true)) return NULL;
    if (bits < 0 || bits > 32 || bits % 8 != 0) return raise(M.targetAddressSize);
    target.addressBytes = bits / 8;
  }
  start(target, address);
  return hasPending() ? NULL : x;
}

function start(target: Target, address: u32): void {
  const row = busRow(target.row);
  connectPin(row, 0, OPEN_DRAIN, 0);
  connectPin(row, 1, OPEN_DRAIN, 0);
  startBus(row);
  const base = row.address;
  writeRegister(base + CR2, 4, INTERRUPTS);
  writeRegister(base + OAR1, 4, OWN | (address << 1));
  writeRegister(base + OAR2, 4, 0);
  writeRegister(base + CR1, 4, ACK | PE);
  enable(target, true);
}

/** The interrupts of events and of errors. */
function enable(target: Target, on: bool): void {
  const first = <u32>busRow(target.row).interrupt + FIRST_INTERRUPT;
  for (let number = first; number < first + 2; number++) {
    if (on) setPriorityByte(number, PRIORITY);
    setEnabled(number, on);
  }
}

function target_deinit(x: Ref): Ref {
  const target = targetAt(x);
  if (target.state == State.Inactive) return NONE;
  target.state = State.Inactive;
  target.trigger = 0;
  writeRegister(baseOf(target) + CR1, 4, 0);
  enable(target, false);
  store<u32>(memoryRoot(target), NULL);
  store<u32>(irqRoot(target), NULL);
  return NONE;
}

/** Takes a byte that has come, which the buffer gets; gives how many. */
function target_readinto(x: Ref, buffer: Ref): Ref {
  if (!needBuffer(buffer, true)) return NULL;
  if (bufferLength == 0) return smallOf(0);
  const at = bufferAddress;
  store<u8>(at, <u8>readRegister(baseOf(targetAt(x)) + DR, 4));
  return smallOf(1);
}

/** Gives a byte that is to be sent, the first of the data; gives how many. */
function target_write(x: Ref, data: Ref): Ref {
  if (!needBuffer(data, false)) return NULL;
  if (bufferLength == 0) return smallOf(0);
  writeRegister(baseOf(targetAt(x)) + DR, 4, load<u8>(bufferAddress));
  return smallOf(1);
}

/** `irq(handler=None, trigger=IRQ_END_READ | IRQ_END_WRITE, hard=False)` */
function target_irq(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const handler = optRef(Q.handler, NONE);
  const trigger = optInt(Q.trigger, Event.EndRead | Event.EndWrite);
  const hard = optBool(Q.hard, false);
  if (!endArguments()) return NULL;
  const target = targetAt(load<u32>(args));
  if (load<u32>(irqRoot(target)) == NULL) {
    const made = newIrq(load<u32>(args));
    if (made == NULL) return NULL;
    store<u32>(irqRoot(target), made);
  }
  const irq = load<u32>(irqRoot(target));
  if (n + nkw == 1) return irq;
  if ((trigger & HARD_ONLY) != 0 && !hard) return raise(M.targetHard);
  target.trigger = 0;
  assignIrq(irq, handler, hard);
  setTrigger(load<u32>(args), trigger);
  return irq;
}

function setTrigger(x: Ref, trigger: i32): void {
  targetAt(x).flags = 0;
  targetAt(x).trigger = trigger;
}

function askTrigger(x: Ref, flags: bool): i32 {
  return flags ? targetAt(x).flags : targetAt(x).trigger;
}

/** Serves the interrupt of a bus; false when it is none, or no target is there. */
export function serveTarget(interrupt: u32): bool {
  const row = busOfInterrupt(I2C_ROWS, I2C_COUNT, interrupt, 2);
  if (row == 0) return false;
  const target = targetAt(targetOf(row));
  if (target.state == State.Inactive) return false;
  serve(target);
  return true;
}

/** In the order of the firmware: the end of reading, the address, bytes, the end of writing. */
function serve(target: Target): void {
  const base = baseOf(target);
  let flags = readRegister(base + SR1, 4);
  writeRegister(base + SR1, 4, flags & ~ERRORS);
  if ((flags & AF) != 0) endTransfer(target);
  if ((flags & ADDR) != 0) {
    flags = readRegister(base + SR1, 4);
    matchAddress(target, (readRegister(base + SR2, 4) & TRA) != 0);
  }
  if ((flags & TXE) != 0) requestRead(target);
  if ((flags & RXNE) != 0) requestWrite(target);
  if ((flags & STOPF) == 0) return;
  readRegister(base + SR1, 4);
  writeRegister(base + CR1, 4, PE);
  endTransfer(target);
  writeRegister(base + CR1, 4, ACK | PE);
}

/** Tells the handler of an event; false: it does not listen. */
function tell(target: Target, event: i32): bool {
  if (event == Event.MemoryAddress) target.lastAddress = target.address;
  const irq = load<u32>(irqRoot(target));
  if (irq == NULL || (event & target.trigger) == 0) return false;
  target.flags = event;
  triggerIrq(irq);
  return true;
}

function endTransfer(target: Target): void {
  if (target.state == State.Reading) tell(target, Event.EndRead);
  else if (target.state == State.AddressWrite || target.state == State.Writing) {
    tell(target, Event.EndWrite);
  }
  if (target.state != State.Inactive) target.state = State.Idle;
}

function matchAddress(target: Target, reads: bool): void {
  endTransfer(target);
  tell(target, reads ? Event.AddressRead : Event.AddressWrite);
  target.state = reads ? State.AddressRead : State.AddressWrite;
}

/** The memory's bytes; false: there is none. */
function takeMemory(target: Target): bool {
  const memory = load<u32>(memoryRoot(target));
  return memory != NULL && memory != NONE && needBuffer(memory, true);
}

/** Leaves the place of the next byte in memory, and goes on by one. */
function nextPlace(target: Target): usize {
  const at = target.address++;
  if (target.address >= bufferLength) target.address = 0;
  return bufferAddress + at;
}

/** The master wants a byte. */
function requestRead(target: Target): void {
  const base = baseOf(target);
  const told = tell(target, Event.ReadRequest);
  if (!takeMemory(target)) {
    target.state = State.Reading;
    if (!told) writeRegister(base + DR, 4, 0);
    return;
  }
  if (target.state == State.MemoryAddress) selectAddress(target);
  target.state = State.Reading;
  const some = takeMemory(target) && bufferLength != 0;
  writeRegister(base + DR, 4, some ? load<u8>(nextPlace(target)) : 0);
}

/** The address in memory is known, if perhaps a short one. */
function selectAddress(target: Target): void {
  if (bufferLength != 0) target.address %= bufferLength;
  tell(target, Event.MemoryAddress);
}

/** The master has sent a byte. */
function requestWrite(target: Target): void {
  const base = baseOf(target);
  const told = tell(target, Event.WriteRequest);
  if (!takeMemory(target)) {
    target.state = State.Writing;
    if (!told) readRegister(base + DR, 4);
    return;
  }
  const byte = readRegister(base + DR, 4);
  if (target.state == State.AddressWrite) {
    target.state = State.MemoryAddress;
    target.address = 0;
    target.addressLeft = target.addressBytes;
  }
  if (target.state == State.MemoryAddress && target.addressLeft > 0) {
    target.address = (target.address << 8) | byte;
    if (--target.addressLeft == 0) selectAddress(target);
    return;
  }
  target.state = State.Writing;
  if (takeMemory(target) && bufferLength != 0) store<u8>(nextPlace(target), <u8>byte);
}

/** `memaddr`: where in memory the last transfer began. */
function target_loadAttr(x: Ref, name: Ref): Ref {
  return name == qstrRef(Q.memaddr) ? intFromI32(targetAt(x).lastAddress) : UNSUPPORTED;
}

function target_print(p: Ref, x: Ref, style: Style): bool {
  const row = busRow(targetAt(x).row);
  putText(p, "I2CTarget(");
  putUnsigned(p, row.number);
  putText(p, ", addr=");
  putUnsigned(p, ownAddress(row));
  return putByte(p, 0x29);
}
