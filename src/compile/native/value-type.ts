import { nativeTypes } from "../../tables/native-types.js";

/**
 * What a value of compiled code is. The first eight are the runtime's numbers; in code that is not viper
 * everything is an object.
 */
export enum ValueType {
  Object = 0,
  Bool = 1,
  Int = 2,
  Uint = 3,
  Pointer = 4,
  Pointer8 = 5,
  Pointer16 = 6,
  Pointer32 = 7,
  /** The constant None, which is a null pointer too. */
  None,
  /** A local that nothing has been assigned to. */
  Unbound,
  /** The name of a type, to be called. */
  Cast,
}

/** How messages name a type. */
export const typeName = (type: ValueType): string => nativeTypes[type] ?? "None";

/** The type with a name of Python source. */
export function typeOfName(name: string): ValueType | undefined {
  const index = nativeTypes.indexOf(name);
  return index < 0 ? undefined : index;
}

export const isInteger = (type: ValueType): boolean =>
  type === ValueType.Int || type === ValueType.Uint;

/** A call of the name of `type` converts to it, where a global of that name is loaded. */
export const isCast = (type: ValueType | undefined): type is ValueType =>
  type !== undefined && type !== ValueType.Object;
