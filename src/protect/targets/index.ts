/** Every target of `kyumei export`, in the order in which they are listed. */
import type { Target } from '../target.ts'
import { ciscoAsa } from './cisco-asa.ts'
import { csv } from './csv.ts'
import { defender } from './defender.ts'
import { defenderAsr } from './defender-asr.ts'
import { dnsmasq } from './dnsmasq.ts'
import { exchangeOnline } from './exchange-online.ts'
import { fileExtensions } from './file-extensions.ts'
import { fortigate } from './fortigate.ts'
import { googleWorkspace } from './google-workspace.ts'
import { hosts } from './hosts.ts'
import { internetMacros } from './internet-macros.ts'
import { ipset } from './ipset.ts'
import { misp } from './misp.ts'
import { nftables } from './nftables.ts'
import { onlyProxy } from './only-proxy.ts'
import { op25b } from './op25b.ts'
import { openioc } from './openioc.ts'
import { pac } from './pac.ts'
import { postfix } from './postfix.ts'
import { rpz } from './rpz.ts'
import { rspamd } from './rspamd.ts'
import { scriptHosts } from './script-hosts.ts'
import { sigma } from './sigma.ts'
import { squid } from './squid.ts'
import { stix } from './stix.ts'
import { suricata } from './suricata.ts'
import { unbound } from './unbound.ts'
import { urlList } from './url-list.ts'
import { yamaha } from './yamaha.ts'
import { zeekIntel } from './zeek-intel.ts'

export const TARGETS: Target[] = [
  squid,
  urlList,
  pac,
  rpz,
  unbound,
  dnsmasq,
  hosts,
  nftables,
  ipset,
  fortigate,
  ciscoAsa,
  yamaha,
  op25b,
  onlyProxy,
  suricata,
  sigma,
  zeekIntel,
  postfix,
  rspamd,
  exchangeOnline,
  defender,
  googleWorkspace,
  stix,
  misp,
  openioc,
  csv,
  fileExtensions,
  scriptHosts,
  internetMacros,
  defenderAsr,
]
