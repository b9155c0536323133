/** What the host calls. Results of type Ref are 0 with an exception pending. */
import { describeBoardTypes } from "./board/modules/board-modules";
import { Q } from "./generated/qstrs";
import { RootCell, setCell } from "./memory/cells";
import { collect } from "./memory/collector";
import { initFirmware } from "./memory/firmware";
import { heapBytes, initHeap, setHardMode, unlockAll } from "./memory/heap";
import { permanent, sealPermanent } from "./memory/permanent";
import { heapPlace, layStack } from "./memory/ram";
import { NULL, qstrRef } from "./memory/ref";
import { initRoots, ROOT_STACK_SIZE } from "./memory/roots";
import { initNativeModules } from "./modules/native-modules";
import { startSys } from "./modules/sys";
import { mountFirst } from "./modules/vfs";
import { initMachine } from "./native/activation";
import { initForeign } from "./native/foreign";
import { describeMachineFunction } from "./native/function";
import { describeMachineGenerator } from "./native/generator";
import { machineStackRoom } from "./native/machine-stack";
import { describeBoundMethod } from "./object/attribute";
import { flush, initBuilders, STDERR, STDOUT } from "./object/builder";
import { initEmergencyText, startEmergency } from "./object/emergency";
import { initExceptions } from "./object/exception";
import { describeNativeFunction } from "./object/native-function";
import { describePacked } from "./object/packed";
import { endQstrStart, initQstrs } from "./object/qstr";
import { describeStr } from "./object/str";
import { initText } from "./object/text";
import { initTypes } from "./object/type";
import { initArray } from "./types/array";
import { initAttrtuple } from "./types/attrtuple";
import { initBool } from "./types/bool";
import { initBoundMethod } from "./types/bound-method";
import { initBytearray } from "./types/bytearray";
import { initBytes } from "./types/bytes";
import { initClass } from "./types/class";
import { initComplex } from "./types/complex";
import { initContainers } from "./types/containers";
import { newDict } from "./types/dict";
import { initException } from "./types/exception";
import { initFiles } from "./types/file";
import { initFloat } from "./types/float";
import { describeFunction, initFunction } from "./types/function";
import { describeGenerator } from "./types/generator";
import { initGenerator } from "./types/generator-methods";
import { describeInstance } from "./types/instance";
import { initInstancePrint } from "./types/instance-print";
import { initInstance } from "./types/instance-slots";
import { initInt } from "./types/int";
import { initIOBase } from "./types/iobase";
import { initItemIterator } from "./types/item-iterator";
import { initMemoryStreams } from "./types/memory-stream";
import { initMemoryview } from "./types/memoryview";
import { initModule, newModule } from "./types/module";
import { initObject } from "./types/object";
import { initProperty } from "./types/property";
import { initRingIO } from "./types/ringio";
import { initSingletons } from "./types/singletons";
import { initStaticMethod } from "./types/static-method";
import { initStr } from "./types/str";
import { initSuper } from "./types/super";
import { initTuple } from "./types/tuple";
import { initVfs } from "./types/vfs";
import { describeCode } from "./vm/code";
import { initStack } from "./vm/frame";
import { initPassingSlice } from "./vm/subscript";

/**
 * Sets the runtime up. `heap` and `maxHeap` are bytes, equal for a heap of exactly this size; so are `stack` and
 * `machineStack`, of which the latter is 0 for a runtime that runs no machine code.
 */
export function start(heap: u32, maxHeap: u32, stack: u32, machineStack: u32, hard: bool): bool {
  initQstrs();
  initTypes();
  describeStr();
  describeNativeFunction();
  initTuple();
  initExceptions();
  initBuilders();
  initEmergencyText();
  describeTypes();
  initNativeModules();
  if (BOARD) initFirmware();
  initStack(stack);
  if (BOARD) layStack(machineStack == 0 ? 0 : machineStackRoom(machineStack));
  if (machineStack != 0) initMachine(machineStack);
  initRoots(permanent(ROOT_STACK_SIZE));
  mountFirst();
  if (!initHeap(heapPlace(maxHeap), heap, maxHeap)) return false;
  sealPermanent();
  setHardMode(hard);
  endQstrStart();
  if (!startEmergency()) return false;
  return startModules();
}

function describeTypes(): void {
  describeCode();
  initPassingSlice();
  describeFunction();
  describeGenerator();
  describeMachineFunction();
  initForeign();
  describeMachineGenerator();
  describeBoundMethod();
  describeInstance();
  initContainers();
  initSingletons();
  initBool();
  initInt();
  describePacked();
  initText();
  initFloat();
  initComplex();
  initStr();
  initBytes();
  initBytearray();
  initArray();
  initMemoryview();
  initMemoryStreams();
  initException();
  initInstance();
  initGenerator();
  initFunction();
  initBoundMethod();
  initInstancePrint();
  initItemIterator();
  initStaticMethod();
  initProperty();
  initSuper();
  initObject();
  initModule();
  initAttrtuple();
  initIOBase();
  initFiles();
  initVfs();
  initRingIO();
  initClass();
  if (BOARD) describeBoardTypes();
}

function startModules(): bool {
  const modules = newDict(4);
  if (modules == NULL) return false;
  setCell(RootCell.Modules, modules);
  const main = newModule(qstrRef(Q.__main__));
  if (main == NULL) return false;
  setCell(RootCell.Main, main);
  return startSys();
}

/** Hands the output so far to the host. */
export function flushOutput(): void {
  flush(STDOUT);
  flush(STDERR);
}

export { boardMain } from "./board/main-file";
export { showReplInfo } from "./board/modules/repl-info";
export { boardStart } from "./board/shared";
export {
  cpuBoot,
  cpuCall,
  cpuCycles,
  cpuInstructions,
  cpuInterrupt,
  cpuInvalidate,
  cpuLine,
  cpuMap,
  cpuNow,
  cpuPass,
  cpuPlace,
  cpuRegisters,
  cpuReserve,
  cpuReset,
  cpuRun,
  cpuStall,
  cpuStep,
} from "./cpu/processor";
export { findNames } from "./embed/complete";
export { clearPending, describePending, exitStatus, raiseFromHost } from "./embed/errors";
export { hostBuffer, leftData, leftLength } from "./embed/exchange";
export { abandon, enterMain, step } from "./embed/run";
export { runModule } from "./embed/run-module";
export {
  callAtExit,
  callGlobal,
  deleteGlobal,
  getGlobal,
  getInSys,
  setArgv,
  setGlobal,
  setPath,
  takeResult,
} from "./embed/values";
export {
  callFunction,
  callMethod,
  callStar,
  jitCallFailed,
  jitInitFailed,
  jitInlinedFailed,
} from "./jit/call";
export { addEntry } from "./jit/entries";
export { getterOf, HELD, holdForCode, moduleEntry, operatorOf, plainInit } from "./jit/held";
export { checkLayouts } from "./jit/layout-check";
export { OBSERVED } from "./jit/observe";
export * from "./jit/runtime";
export * from "./jit/special";
export { directEnd, STATUS } from "./jit/state";
export { configureJit, HOT, HOT_COUNT, installCompiled } from "./jit/tier";
export { cursor as heapCursor, limit as heapLimit, watchAllocations } from "./memory/heap";
export { rootTop } from "./memory/roots";
export { setOptLevel } from "./modules/micropython";
export * from "./native/runtime";
export * from "./native/viper";
export {
  CLASS_CACHE,
  CLASS_EPOCH,
  GLOBALS_EPOCH,
  HINTS,
} from "./object/lookup-cache";
export { visibleBuiltin } from "./object/names";
export { CHARS } from "./object/qstr";
export {
  deviceControl,
  deviceRead,
  deviceWindow,
  deviceWritable,
  deviceWrite,
} from "./vfs/device";
export { allocatedBlocks, allocations } from "./vm/cost";
export { depth as nativeLevel } from "./vm/depth";
export { chooseFirmware } from "./vm/firmware";
export { currentFrame, stackTop } from "./vm/frame";
export { fuelLeft } from "./vm/fuel";
export {
  fileOfFrame,
  isMachineFrame,
  lineOfFrame,
  nameOfFrame,
  outerFrame,
} from "./vm/place";
export { INTERRUPT } from "./vm/poll";
export { OPCODES_USED } from "./vm/usage";
export { collect, heapBytes, unlockAll };
