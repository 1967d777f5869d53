// Types that several modules of the kit share.

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]
export type Mode = "light" | "dark"

/** The picture's colours on light or dark ground. */
export interface Palette {
  mode: Mode
  neutral: Colour
  negative: Colour
  positive: Colour
  /** One for each class. */
  classes: readonly Colour[]
  /** 256 colours as bytes of red, green and blue, from negative over nothing to positive. */
  ramp: Uint8Array
  /** The same, from the first of two classes over undecided to the second. */
  between: Uint8Array
}

/** The colours that go with the theme round the lab. */
export interface Theme {
  colours: Palette
  ink: Colour
  ground: Colour
}

/** An array as it came on the wire, row by row. */
export interface Wired<Values> {
  values: Values
  shape: number[]
}
export type Floats = Wired<Float32Array>
export type Grid = Wired<Uint8Array>

/** From where to where a line goes. */
export interface Ends {
  x0: number
  y0: number
  x1: number
  y1: number
}
