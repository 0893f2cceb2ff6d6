/** SQL condition over a contact: its agent is a program's or a script's rather than a browser's. */
export const SCRIPTED =
  "match(agent, '(?i)curl|wget|python|powershell|winhttp|go-http|okhttp|^java/|ruby|perl|axios|node-fetch|libwww|certutil|httpclient|^rclone')"
