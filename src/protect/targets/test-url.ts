/** A URL by RFC 3986, appendix A: signs that stand nowhere in it, like brackets behind the host, are encoded. */
const SIGN = `[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}`
export const RFC_3986 = new RegExp(
  `^[a-z][a-z0-9+.-]*://(?:\\[[0-9a-f:.]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::\\d+)?(?:/(?:/|${SIGN})*)?(?:\\?(?:[/?]|${SIGN})*)?$`,
)
