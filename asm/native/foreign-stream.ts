/**
 * Streams for modules that are linked from C. They get a table of functions as C has it for its own streams; those lie
 * behind the slots of the runtime function table.
 */
import { WindowRight } from "../cpu/memory-map";
import { RUNTIME_BASE } from "../cpu/runtime-call";
import { M } from "../generated/messages";
import { RUNTIME_SLOT_COUNT } from "../generated/runtime-slots";
import { permanent } from "../memory/permanent";
import { NULL, Ref } from "../memory/ref";
import { raise } from "../object/raise";
import {
  hasControl,
  isStream,
  isTextStream,
  STREAM_RAISED,
  streamControl,
  streamReadOnce,
  streamWriteOnce,
} from "../object/stream";
import { ownObject } from "./bound";
import { isMemory } from "./memory";

const READ: u32 = RUNTIME_SLOT_COUNT;
const WRITE: u32 = RUNTIME_SLOT_COUNT + 1;
const CONTROL: u32 = RUNTIME_SLOT_COUNT + 2;
/** What C gets for an error. */
const FAILED: u32 = u32.MAX_VALUE;
/** Flags of what is asked for. */
const WANTS_READ: u32 = 1;
const WANTS_WRITE: u32 = 2;
const WANTS_CONTROL: u32 = 4;

/** read, write, ioctl, is_text: for bytes, and for text behind it. */
let protocols: usize = 0;

/** Makes them. */
export function initForeignStreams(): void {
  protocols = permanent(32);
  for (let i: u32 = 0; i < 2; i++) {
    const at = protocols + ((<usize>i) << 4);
    store<u32>(at, (RUNTIME_BASE + (READ << 2)) | 1);
    store<u32>(at, (RUNTIME_BASE + (WRITE << 2)) | 1, 4);
    store<u32>(at, (RUNTIME_BASE + (CONTROL << 2)) | 1, 8);
    store<u32>(at, i, 12);
  }
}

/** The functions of streams of bytes or of text. */
export function streamProtocol(text: bool): usize {
  return protocols + (text ? 16 : 0);
}

/** The functions of a stream that can do what the flags say. 0: OSError is pending. */
export function rt_get_stream_raise(x: Ref, flags: u32): u32 {
  const able =
    ((flags & WANTS_READ) == 0 || isStream(x, false)) &&
    ((flags & WANTS_WRITE) == 0 || isStream(x, true)) &&
    ((flags & WANTS_CONTROL) == 0 || hasControl(x));
  return able ? <u32>streamProtocol(isTextStream(x)) : raise(M.streamUnsupported);
}

export function isStreamSlot(slot: u32): bool {
  return slot >= READ && slot <= CONTROL;
}

/** Calls one of the functions; the errno of a failure goes to the address in the last argument. */
export function callStream(slot: u32, word: u32, a: u32, b: u32, errno: usize): u32 {
  const x = ownObject(word);
  if (x == NULL) return FAILED;
  let answer: i32 = 0;
  if (slot == CONTROL) answer = streamControl(x, a, b, 0);
  else if (!isMemory(a, b, slot == READ ? WindowRight.Write : 0)) return FAILED;
  else answer = slot == READ ? streamReadOnce(x, a, b) : streamWriteOnce(x, a, b);
  if (answer >= 0 || answer == STREAM_RAISED) return <u32>answer;
  if (isMemory(errno, 4, WindowRight.Write)) store<u32>(errno, -answer);
  return FAILED;
}
