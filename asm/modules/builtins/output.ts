/** The builtins `print` and `input`. */

import { BoardCost } from "../../generated/board-costs";
import { Exc } from "../../generated/exceptions";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { flush, STDOUT } from "../../object/builder";
import { functionArgs, functionKeywords, MANY } from "../../object/native-function";
import { putStr, Style, textOf } from "../../object/print";
import { raise, raise1, raiseValue } from "../../object/raise";
import { isStr, strData, strLength } from "../../object/str";
import { needWritable, raiseStream, streamWrite } from "../../object/stream";
import { partOf } from "../../object/text";
import { STDIN_FILE, STDOUT_FILE } from "../../types/file";
import { defineInModule } from "../../types/module";
import { readLine } from "../../types/stream-methods";
import { Cost } from "../../vm/cost";

export function defineOutput(module: Ref): void {
  defineInModule(module, Q.print, functionKeywords(Q.print, 0, MANY, builtin_print));
  defineInModule(module, Q.input, functionArgs(Q.input, 0, 1, builtin_input));
}

/** What stands between the values, behind them, and where they go (NULL: to the standard output). */
let separator: Ref = 0;
let end: Ref = 0;
let stream: Ref = 0;

/** `print(*values, sep=" ", end="\n", file=sys.stdout)` */
function builtin_print(n: i32, nkw: i32, args: usize): Ref {
  separator = qstrRef(Q.space);
  end = qstrRef(Q.newline);
  stream = NULL;
  if (nkw != 0 && !readOptions(n, nkw, args)) return NULL;
  Cost.charge(BoardCost.printCall);
  // What is printed may print by itself.
  const between = separator;
  const behind = end;
  const to = stream;
  for (let i = 0; i < n; i++) {
    if (i > 0 && !put(to, between)) return NULL;
    if (!put(to, load<u32>(args + ((<usize>i) << 2)))) return NULL;
  }
  if (!put(to, behind)) return NULL;
  // Whoever listens to the board hears it at the time at which it is said.
  if (BOARD && to == NULL) flush(STDOUT);
  return NONE;
}

function readOptions(n: i32, nkw: i32, args: usize): bool {
  let pair = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++, pair += 8) {
    const name = load<u32>(pair);
    const value = load<u32>(pair, 4);
    if (name == qstrRef(Q.file)) {
      if (!needWritable(value)) return false;
      stream = value == STDOUT_FILE ? NULL : value;
    } else if (name == qstrRef(Q.sep) || name == qstrRef(Q.end)) {
      if (!isStr(value)) return implicit(value);
      if (name == qstrRef(Q.sep)) separator = value;
      else end = value;
    } else {
      raise(M.argsExtraKeyword);
      return false;
    }
  }
  return true;
}

function implicit(x: Ref): bool {
  raise1(M.cannotConvertToStr, x);
  return false;
}

/** Prints a value to a stream; NULL is the standard output. */
function put(to: Ref, x: Ref): bool {
  Cost.charge(BoardCost.printArgument);
  if (to == NULL) return putStr(STDOUT, x);
  const mark = rootMark();
  const before = Cost.now();
  const text = textOf(x, Style.Str);
  if (text == NULL) return false;
  root(text);
  // The board prints to the stream itself.
  Cost.goBack(before);
  Cost.charge(BoardCost.printObject);
  const answer = streamWrite(to, strData(text), strLength(text));
  if (answer < 0) {
    raiseStream(answer);
    return false;
  }
  rootReset(mark);
  return true;
}

/** `input(prompt)`: a line without its end. */
function builtin_input(n: i32, args: usize): Ref {
  if (n != 0 && !putStr(STDOUT, load<u32>(args))) return NULL;
  flush(STDOUT);
  const line = readLine(STDIN_FILE, -1);
  if (line == NULL) return NULL;
  const length = strLength(line);
  if (length == 0) return raiseValue(Exc.EOFError, NULL);
  const bare = load<u8>(strData(line) + length - 1) == 0x0a ? length - 1 : length;
  const mark = rootMark();
  root(line);
  const text = partOf(line, strData(line), strData(line) + bare);
  if (text != NULL) rootReset(mark);
  return text;
}
