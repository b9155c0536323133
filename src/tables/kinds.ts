/**
 * Kinds of heap objects: what the low byte of an object's header says. A kind fixes the object's layout
 * and, for kinds with a `type`, the Python type of its instances.
 */
export interface KindRow {
  readonly name: string;
  /** The Python type's name; absent for what Python code never sees. */
  readonly type?: string;
  /** Instances carry a pointer to their own class in their second word. */
  readonly hasClass?: true;
  /** The kind whose type is this type's base class (default: object). */
  readonly base?: string;
  /** What `print` calls a subclassable type: it may be a base class of a Python class. */
  readonly subclassable?: true;
  /** Only the board's build has it; these stand last. */
  readonly board?: true;
}

export const kinds: readonly KindRow[] = [
  // Storage without a Python type.
  { name: "Free" },
  { name: "Large" },
  { name: "Buffer" },
  { name: "RefBuffer" },
  { name: "MapTable" },
  { name: "Builder" },
  { name: "Code" },
  { name: "ModuleContext" },
  { name: "Cell" },

  // Values that are immediates or have no storage of their own, and the root of all types.
  { name: "Object", type: "object", subclassable: true },
  { name: "None", type: "NoneType" },
  { name: "Bool", type: "bool", subclassable: true },
  { name: "Ellipsis", type: "ellipsis" },
  { name: "NotImplemented", type: "NotImplementedType" },

  // Numbers.
  { name: "Int", type: "int", subclassable: true },
  { name: "Float", type: "float", subclassable: true },
  { name: "Complex", type: "complex", subclassable: true },

  // Text and memory.
  { name: "Str", type: "str", subclassable: true },
  { name: "Bytes", type: "bytes", subclassable: true },
  { name: "Bytearray", type: "bytearray", subclassable: true },
  { name: "Memoryview", type: "memoryview" },
  { name: "Array", type: "array", subclassable: true },

  // Containers.
  { name: "Tuple", type: "tuple", subclassable: true },
  { name: "NamedTuple", type: "tuple", hasClass: true, base: "Tuple" },
  { name: "List", type: "list", subclassable: true },
  { name: "Dict", type: "dict", subclassable: true },
  { name: "OrderedDict", type: "OrderedDict", base: "Dict", subclassable: true },
  { name: "Set", type: "set", subclassable: true },
  { name: "Frozenset", type: "frozenset", subclassable: true },
  { name: "Deque", type: "deque", subclassable: true },
  { name: "Range", type: "range", subclassable: true },
  { name: "Slice", type: "slice" },
  { name: "DictView", type: "dict_view" },
  { name: "Attrtuple", type: "attrtuple", base: "Tuple" },

  // Code.
  { name: "Function", type: "function" },
  { name: "MachineFunction", type: "function" },
  { name: "NativeFunction", type: "function" },
  { name: "CodeObject", type: "code" },
  { name: "BoundMethod", type: "bound_method" },
  { name: "Generator", type: "generator" },
  { name: "MachineGenerator", type: "generator", base: "Generator" },
  { name: "Property", type: "property", subclassable: true },
  { name: "StaticMethod", type: "staticmethod" },
  { name: "ClassMethod", type: "classmethod" },
  { name: "Super", type: "super" },
  { name: "Type", type: "type", subclassable: true },
  // Machine code takes an exception's first word for its class, and hands it on: its header must look like no
  // value (…110 without being an immediate), so that the runtime can tell and put the class there.
  { name: "Exception", hasClass: true },
  { name: "Instance", hasClass: true },
  { name: "Module", type: "module" },

  // Iterators.
  { name: "Iterator", type: "iterator" },
  { name: "Enumerate", type: "enumerate", subclassable: true },
  { name: "Zip", type: "zip", subclassable: true },
  { name: "Map", type: "map", subclassable: true },
  { name: "Filter", type: "filter", subclassable: true },
  { name: "Reversed", type: "reversed", subclassable: true },
  { name: "ItemIterator", type: "iterator" },
  { name: "CallableIterator", type: "callable_iterator" },

  // Streams and others of the modules.
  { name: "IOBase", type: "IOBase", subclassable: true },
  { name: "StringIO", type: "StringIO", subclassable: true },
  { name: "BytesIO", type: "BytesIO", subclassable: true },
  { name: "TextFile", type: "TextIOWrapper" },
  { name: "BinaryFile", type: "FileIO" },
  { name: "RingIO", type: "RingIO" },
  { name: "HostProxy", type: "JsProxy" },
  { name: "Foreign", type: "foreign", hasClass: true },
  { name: "VfsPosix", type: "VfsPosix" },
  { name: "VfsFat", type: "VfsFat" },
  { name: "VfsLfs2", type: "VfsLfs2" },
  // A program's block device, as the host's file systems see it; Python never does.
  { name: "BlockDevice" },

  // The board: buses first.
  { name: "I2c", type: "I2C", board: true },
  { name: "MachineI2c", type: "I2C", board: true },
  { name: "SoftI2c", type: "SoftI2C", board: true },
  { name: "Spi", type: "SPI", board: true },
  { name: "Can", type: "CAN", board: true },
  { name: "UsbVcp", type: "USB_VCP", board: true },
  { name: "SoftTimer", type: "Timer", board: true },
  { name: "Wdt", type: "WDT", board: true },
  { name: "Signal", type: "Signal", board: true },
  { name: "PinBase", type: "PinBase", subclassable: true, board: true },
  { name: "MachineAdc", type: "ADC", board: true },
  { name: "MachineSpi", type: "SPI", board: true },
  { name: "SoftSpi", type: "SoftSPI", board: true },
  { name: "Mem", type: "mem", board: true },
  { name: "Led", type: "LED", board: true },
  { name: "Pin", type: "Pin", board: true },
  { name: "Switch", type: "Switch", board: true },
  { name: "ExtInt", type: "ExtInt", board: true },
  { name: "Irq", type: "irq", board: true },
  { name: "Uart", type: "UART", board: true },
  { name: "Timer", type: "Timer", board: true },
  { name: "TimerChannel", type: "TimerChannel", board: true },
  { name: "Adc", type: "ADC", board: true },
  { name: "AdcAll", type: "ADCAll", board: true },
  { name: "Dac", type: "DAC", board: true },
  { name: "Servo", type: "Servo", board: true },
  { name: "Accel", type: "Accel", board: true },
  { name: "Rtc", type: "RTC", board: true },
  { name: "PinFunction", type: "PinAF", board: true },
  { name: "SdCard", type: "SDCard", board: true },
  { name: "Flash", type: "Flash", board: true },
  { name: "Lcd", type: "LCD", board: true },
  { name: "I2cTarget", type: "I2CTarget", board: true },
  { name: "UsbHid", type: "USB_HID", board: true },
  { name: "I2s", type: "I2S", board: true },
  { name: "Poll", type: "poll", board: true },
  { name: "Pwm", type: "PWM", board: true },
];
