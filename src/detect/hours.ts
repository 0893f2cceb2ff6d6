/** SQL condition: is this moment at night (22 to 6), on the clock of the organisation? */
export const atNight = (time: string) => `toHour(${time}, {zone:String}) NOT BETWEEN 6 AND 21`

/** … or at the weekend, on the clock of the organisation? */
export const unattended = (time: string) => `${atNight(time)} OR toDayOfWeek(${time}, 0, {zone:String}) >= 6`
