/** SQL over a name that stands for a long expression, so that it is written and worked out once: the engine takes seconds to read a long statement. */
export function bound(expression: string, name: string, over: (name: string) => string): string {
  return `arrayElement(arrayMap(${name} -> ${over(name)}, [${expression}]), 1)`
}

/** The same, where the expression is long. */
export const boundIfLong = (expression: string, name: string, over: (name: string) => string): string =>
  expression.length > SHORT ? bound(expression, name, over) : over(expression)

const SHORT = 60 // characters
