/** Compares the layouts that compiled code relies on with the classes; a difference fails the build. */
import { Layout } from "../generated/jit";
import { BoundMethod } from "../object/attribute";
import { BUFFER_DATA } from "../object/builder";
import { MAP_ENTRIES, MapTable } from "../object/map-table";
import { NativeFunction } from "../object/native-function";
import { Packed } from "../object/packed";
import { STR_DATA, Str } from "../object/str";
import { Type } from "../object/type";
import { Dict } from "../types/dict";
import { Function } from "../types/function";
import { Generator } from "../types/generator";
import { Instance } from "../types/instance";
import { List, REF_ITEMS } from "../types/list";
import { Module } from "../types/module";
import { TUPLE_ITEMS } from "../types/tuple";
import { Code, ModuleContext } from "../vm/code";
import { FRAME_BYTES, Frame, HANDLER_BYTES } from "../vm/frame";

/** To be compiled, not to be called. */
export function checkLayouts(): void {
  if (offsetof<Frame>("flags") != Layout.FrameFlags) ERROR("layout of Frame.flags");
  if (offsetof<Frame>("previous") != Layout.FramePrevious) ERROR("layout of Frame.previous");
  if (offsetof<Frame>("subject") != Layout.FrameSubject) ERROR("layout of Frame.subject");
  if (offsetof<Frame>("code") != Layout.FrameCode) ERROR("layout of Frame.code");
  if (offsetof<Frame>("globals") != Layout.FrameGlobals) ERROR("layout of Frame.globals");
  if (offsetof<Frame>("ip") != Layout.FrameIp) ERROR("layout of Frame.ip");
  if (offsetof<Frame>("sp") != Layout.FrameSp) ERROR("layout of Frame.sp");
  if (offsetof<Frame>("handler") != Layout.FrameHandler) ERROR("layout of Frame.handler");
  if (offsetof<Frame>("names") != Layout.FrameNames) ERROR("layout of Frame.names");
  if (HANDLER_BYTES != 12) ERROR("layout of Handler");
  if (FRAME_BYTES != Layout.FrameBytes) ERROR("layout of Frame");
  if (offsetof<BoundMethod>("callee") != Layout.BoundCallee) ERROR("layout of BoundMethod.callee");
  if (offsetof<BoundMethod>("self") != Layout.BoundSelf) ERROR("layout of BoundMethod.self");
  if (offsetof<Module>("globals") != Layout.ModuleGlobals) ERROR("layout of Module.globals");
  if (offsetof<List>("length") != Layout.ListLength) ERROR("layout of List.length");
  if (offsetof<List>("items") != Layout.ListItems) ERROR("layout of List.items");
  if (REF_ITEMS != Layout.RefItems) ERROR("layout of RefBuffer");
  if (TUPLE_ITEMS != Layout.TupleItems) ERROR("layout of Tuple");
  if (offsetof<Packed>("length") != Layout.PackedLength) ERROR("layout of Packed.length");
  if (offsetof<Packed>("code") != Layout.PackedCode) ERROR("layout of Packed.code");
  if (offsetof<Packed>("data") != Layout.PackedData) ERROR("layout of Packed.data");
  if (BUFFER_DATA != Layout.BufferData) ERROR("layout of Buffer");
  if (offsetof<Instance>("type") != Layout.InstanceType) ERROR("layout of Instance.type");
  if (offsetof<Instance>("attributes") != Layout.InstanceAttributes)
    ERROR("layout of Instance.attributes");
  if (offsetof<MapTable>("used") != Layout.MapUsed) ERROR("layout of MapTable.used");
  if (offsetof<MapTable>("live") != Layout.MapLive) ERROR("layout of MapTable.live");
  if (offsetof<MapTable>("shape") != Layout.MapShape) ERROR("layout of MapTable.shape");
  if (MAP_ENTRIES != Layout.MapEntries) ERROR("layout of MapTable");
  if (offsetof<Dict>("table") != Layout.DictTable) ERROR("layout of Dict.table");
  if (offsetof<Code>("context") != Layout.CodeContext) ERROR("layout of Code.context");
  if (offsetof<Code>("name") != Layout.CodeName) ERROR("layout of Code.name");
  if (offsetof<Code>("namesAt") != Layout.CodeNamesAt) ERROR("layout of Code.namesAt");
  if (offsetof<Code>("constantsAt") != Layout.CodeConstantsAt) ERROR("layout of Code.constantsAt");
  if (offsetof<Code>("start") != Layout.CodeStart) ERROR("layout of Code.start");
  if (offsetof<Code>("end") != Layout.CodeEnd) ERROR("layout of Code.end");
  if (offsetof<Code>("stateWords") != Layout.CodeStateWords) ERROR("layout of Code.stateWords");
  if (offsetof<Code>("localWords") != Layout.CodeLocalWords) ERROR("layout of Code.localWords");
  if (offsetof<Code>("handlers") != Layout.CodeHandlers) ERROR("layout of Code.handlers");
  if (offsetof<Code>("flags") != Layout.CodeFlags) ERROR("layout of Code.flags");
  if (offsetof<Code>("positional") != Layout.CodePositional) ERROR("layout of Code.positional");
  if (offsetof<Code>("keywordOnly") != Layout.CodeKeywordOnly) ERROR("layout of Code.keywordOnly");
  if (offsetof<ModuleContext>("globals") != Layout.ContextGlobals)
    ERROR("layout of ModuleContext.globals");
  if (offsetof<ModuleContext>("names") != Layout.ContextNames)
    ERROR("layout of ModuleContext.names");
  if (offsetof<Str>("length") != Layout.StrLength) ERROR("layout of Str.length");
  if (STR_DATA != Layout.StrData) ERROR("layout of Str");
  if (offsetof<Code>("argNames") != Layout.CodeArgNames) ERROR("layout of Code.argNames");
  if (offsetof<Code>("cells") != Layout.CodeCells) ERROR("layout of Code.cells");
  if (offsetof<Code>("cellCount") != Layout.CodeCellCount) ERROR("layout of Code.cellCount");
  if (offsetof<Code>("heat") != Layout.CodeHeat) ERROR("layout of Code.heat");
  if (offsetof<Code>("compiled") != Layout.CodeCompiled) ERROR("layout of Code.compiled");
  if (offsetof<Code>("ahead") != Layout.CodeAhead) ERROR("layout of Code.ahead");
  if (offsetof<Code>("aheadLength") != Layout.CodeAheadLength) ERROR("layout of Code.aheadLength");
  if (offsetof<Function>("code") != Layout.FunctionCode) ERROR("layout of Function.code");
  if (offsetof<Function>("closure") != Layout.FunctionClosure) ERROR("layout of Function.closure");
  if (offsetof<Function>("defaults") != Layout.FunctionDefaults)
    ERROR("layout of Function.defaults");
  if (offsetof<Function>("globals") != Layout.FunctionGlobals) ERROR("layout of Function.globals");
  if (offsetof<Function>("simple") != Layout.FunctionSimple) ERROR("layout of Function.simple");
  if (offsetof<Function>("frameBytes") != Layout.FunctionFrameBytes)
    ERROR("layout of Function.frameBytes");
  if (offsetof<Generator>("finished") != Layout.GeneratorFinished)
    ERROR("layout of Generator.finished");
  if (offsetof<Generator>("state") != Layout.GeneratorState) ERROR("layout of Generator.state");
  if (offsetof<Generator>("pending") != Layout.GeneratorPending)
    ERROR("layout of Generator.pending");
  if (offsetof<Generator>() != Layout.GeneratorBytes) ERROR("layout of Generator");
  if (offsetof<NativeFunction>("name") != Layout.NativeName) ERROR("layout of NativeFunction.name");
  if (offsetof<NativeFunction>("entry") != Layout.NativeEntry)
    ERROR("layout of NativeFunction.entry");
  if (offsetof<NativeFunction>("arity") != Layout.NativeArity)
    ERROR("layout of NativeFunction.arity");
  if (offsetof<Type>("flags") != Layout.TypeFlags) ERROR("layout of Type.flags");
}
