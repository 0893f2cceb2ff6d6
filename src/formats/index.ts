/** All formats, in order of priority: where two patterns match a line, the first wins. */

import { adguardHome } from './adguard-home.ts'
import { ALLIED_TELESIS_FORMATS } from './allied-telesis.ts'
import { awsCloudtrail } from './aws-cloudtrail.ts'
import { AWS_ACCESS_FORMATS } from './aws-elb.ts'
import { AZURE_NETWORK_FORMATS } from './azure-network.ts'
import { barracudaCloudgen } from './barracuda-cloudgen.ts'
import { barracudaEsg } from './barracuda-esg.ts'
import { BIND_FORMATS } from './bind.ts'
import { BLUECOAT_FORMATS, BLUECOAT_PLAIN } from './bluecoat.ts'
import { box } from './box.ts'
import { CEF_FORMATS } from './cef.ts'
import { cefAccounts } from './cef-accounts.ts'
import { UNTAGGED_CEF_FORMATS } from './cef-untagged.ts'
import { cefWindows } from './cef-windows.ts'
import { CHECKPOINT_FORMATS } from './checkpoint.ts'
import { CHECKPOINT_ACCOUNT_FORMATS } from './checkpoint-accounts.ts'
import { CISCO_FORMATS } from './cisco-asa.ts'
import { CISCO_DHCP_FORMATS } from './cisco-dhcp.ts'
import { CISCO_ESA_FORMATS } from './cisco-esa.ts'
import { CISCO_IOS_FORMATS } from './cisco-ios.ts'
import { ciscoSwa } from './cisco-swa.ts'
import { proxyClf, squidClf, webServer, webTimeFirst } from './clf.ts'
import { CLOUD_DNS_FORMATS } from './cloud-dns.ts'
import { CLOUD_FLOW_FORMATS } from './cloud-flow.ts'
import { CLOUDFLARE_FORMATS } from './cloudflare.ts'
import { coredns } from './coredns.ts'
import { COURIER_FORMATS } from './courier.ts'
import { cybozuOffice } from './cybozu-office.ts'
import { dayFirstClf } from './day-first-clf.ts'
import { dhcpdLeases } from './dhcpd-leases.ts'
import { dnsmasq } from './dnsmasq.ts'
import { dnsmasqDhcp } from './dnsmasq-dhcp.ts'
import { DOVECOT_FORMATS } from './dovecot.ts'
import { DRAYTEK_FORMATS } from './draytek.ts'
import { dropbear } from './dropbear.ts'
import { dropbox } from './dropbox.ts'
import { DUO_FORMATS } from './duo.ts'
import { e2guardian } from './e2guardian.ts'
import { ECS_FORMATS } from './ecs-json.ts'
import { EDGE_JSON_FORMATS } from './edge-json.ts'
import { ENTRA_FORMATS } from './entra.ts'
import { EXCHANGE_FORMATS } from './exchange.ts'
import { exchangeIis } from './exchange-iis.ts'
import { exchangeSmtp } from './exchange-smtp.ts'
import { EXIM_FORMATS } from './exim.ts'
import { fitelnet } from './fitelnet.ts'
import type { Format } from './format.ts'
import { FORTIANALYZER_FORMATS } from './fortianalyzer.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { FORTIGATE_JSON_FORMATS } from './fortigate-json.ts'
import { OLD_FORTIGATE_FORMATS } from './fortigate-old.ts'
import { FORTIMAIL_FORMATS } from './fortimail.ts'
import { FORTIPROXY_FORMATS } from './fortiproxy.ts'
import { FREERADIUS_FORMATS } from './freeradius.ts'
import { FTP_FORMATS } from './ftp-servers.ts'
import { globalProtect } from './globalprotect.ts'
import { googleGam } from './google-gam.ts'
import { googleWorkspace } from './google-workspace.ts'
import { H3C_FORMATS } from './h3c.ts'
import { HAPROXY_FORMATS } from './haproxy.ts'
import { hillstone } from './hillstone.ts'
import { hmailserver } from './hmailserver.ts'
import { huaweiUsg } from './huawei-usg.ts'
import { I_FILTER_FORMATS } from './i-filter.ts'
import { iisFtp } from './iis-ftp.ts'
import { IIS_HEADERLESS_FORMATS } from './iis-headerless.ts'
import { INFOBLOX_FORMATS } from './infoblox.ts'
import { infobloxLease } from './infoblox-lease.ts'
import { intersafe } from './intersafe.ts'
import { ipfilter } from './ipfilter.ts'
import { iscDhcpd } from './isc-dhcpd.ts'
import { iwsva } from './iwsva.ts'
import { jumpcloud } from './jumpcloud.ts'
import { JUNIPER_FORMATS } from './juniper-srx.ts'
import { KEA_FORMATS } from './kea.ts'
import { KERIO_FORMATS } from './kerio.ts'
import { kerioConnect } from './kerio-connect.ts'
import { keycloak } from './keycloak.ts'
import { lancom } from './lancom.ts'
import { LEEF_FORMATS } from './leef.ts'
import { ltsv } from './ltsv.ts'
import { M365_FORMATS } from './m365-audit.ts'
import { MERAKI_FORMATS } from './meraki.ts'
import { MIKROTIK_FORMATS } from './mikrotik.ts'
import { MIMECAST_FORMATS } from './mimecast.ts'
import { netfilter } from './netfilter.ts'
import { NETFLOW_FORMATS } from './netflow.ts'
import { NETGEAR_FORMATS } from './netgear.ts'
import { netscaler } from './netscaler.ts'
import { NETSKOPE_FORMATS } from './netskope.ts'
import { nextcloud } from './nextcloud.ts'
import { okta } from './okta.ts'
import { onelogin } from './onelogin.ts'
import { onepassword } from './onepassword.ts'
import { OPENSSH_FORMATS } from './openssh.ts'
import { OPENVPN_FORMATS } from './openvpn.ts'
import { PALOALTO_FORMATS } from './paloalto.ts'
import { paloaltoCloudTraffic } from './paloalto-cloud.ts'
import { paloaltoDhcp } from './paloalto-dhcp.ts'
import { PALOALTO_JSON_FORMATS } from './paloalto-json.ts'
import { paloaltoSystem } from './paloalto-system.ts'
import { PAM_FORMATS } from './pam.ts'
import { pfFilterlog } from './pf-filterlog.ts'
import { pfsenseAccounts } from './pfsense-accounts.ts'
import { POSTFIX_FORMATS } from './postfix.ts'
import { powerdns } from './powerdns.ts'
import { PROOFPOINT_FORMATS } from './proofpoint.ts'
import { PULSE_FORMATS } from './pulse.ts'
import { QMAIL_FORMATS } from './qmail.ts'
import { QNAP_FORMATS, QNAP_TABLES } from './qnap.ts'
import { sambaAudit } from './samba-audit.ts'
import { SANGFOR_FORMATS } from './sangfor.ts'
import { SENDMAIL_FORMATS } from './sendmail.ts'
import { SHIBBOLETH_FORMATS } from './shibboleth.ts'
import { SKYHIGH_FORMATS } from './skyhigh.ts'
import { slack } from './slack.ts'
import { SMALL_PROXY_FORMATS } from './small-proxies.ts'
import { SNORT_FORMATS } from './snort.ts'
import { SOFTETHER_FORMATS } from './softether.ts'
import { solidserver } from './solidserver.ts'
import { SONICWALL_FORMATS } from './sonicwall.ts'
import { sonicwallAccounts } from './sonicwall-accounts.ts'
import { SOPHOS_UTM_FORMATS } from './sophos-utm.ts'
import { SOPHOS_UTM_ACCOUNT_FORMATS } from './sophos-utm-accounts.ts'
import { SOPHOS_XG_FORMATS } from './sophos-xg.ts'
import { sophosXgAccounts } from './sophos-xg-accounts.ts'
import { squidJson } from './squid-json.ts'
import { squidLocalTime } from './squid-local-time.ts'
import { squidRecommended } from './squid-logformat.ts'
import { SQUID_NATIVE_FORMATS } from './squid-native.ts'
import { STORMSHIELD_FORMATS } from './stormshield.ts'
import { SURICATA_FORMATS } from './suricata.ts'
import { SYNOLOGY_FORMATS } from './synology.ts'
import { SYNOLOGY_TABLES } from './synology-table.ts'
import { SYSMON_FORMATS } from './sysmon.ts'
import { TABLE_ACCOUNT_FORMATS } from './table-accounts.ts'
import { TABLE_COMPUTER_FORMATS } from './table-computers.ts'
import { tableDns } from './table-dns.ts'
import { TABLE_FORMATS } from './table-export.ts'
import { SENTINEL_TABLES } from './table-sentinel.ts'
import { UMBRELLA_FORMATS } from './umbrella.ts'
import { UNBOUND_FORMATS } from './unbound.ts'
import { VPN_FORMATS } from './vpn.ts'
import { VSFTPD_FORMATS } from './vsftpd.ts'
import { W3C_FORMATS } from './w3c.ts'
import { WATCHGUARD_FORMATS } from './watchguard.ts'
import { watchguardAccounts } from './watchguard-accounts.ts'
import { watchguardDhcp } from './watchguard-dhcp.ts'
import { WEB_ERROR_FORMATS } from './web-error.ts'
import { webJson, webJsonNamed } from './web-json.ts'
import { WEBMAIL_FORMATS } from './webmail.ts'
import { WINDOWS_CSV_FORMATS } from './windows-csv.ts'
import { windowsDhcp, windowsDhcp6 } from './windows-dhcp.ts'
import { windowsDns } from './windows-dns.ts'
import { WINDOWS_ENDPOINT_FORMATS } from './windows-endpoint.ts'
import { windowsFirewall } from './windows-firewall.ts'
import { windowsNps } from './windows-nps.ts'
import { WINDOWS_SECURITY_FORMATS } from './windows-security.ts'
import { WINDOWS_SYSLOG_FORMATS } from './windows-syslog.ts'
import { WINDOWS_TABLE_FORMATS } from './windows-table.ts'
import { YAMAHA_FORMATS } from './yamaha.ts'
import { YAMAHA_ACCOUNT_FORMATS } from './yamaha-accounts.ts'
import { ZEEK_FORMATS } from './zeek.ts'
import { zimbra } from './zimbra.ts'
import { zoom } from './zoom.ts'
import { ZSCALER_FORMATS } from './zscaler.ts'
import { ZSCALER_CSV_FORMATS } from './zscaler-csv.ts'
import { zyxel } from './zyxel.ts'
export const FORMATS: Format[] = [
  squidRecommended,
  ...FORTIPROXY_FORMATS,
  ...SQUID_NATIVE_FORMATS,
  squidLocalTime,
  ...FORTIMAIL_FORMATS,
  ...VPN_FORMATS,
  ...OPENVPN_FORMATS,
  ...OLD_FORTIGATE_FORMATS,
  ...FORTIGATE_FORMATS,
  ...FORTIANALYZER_FORMATS,
  ...FORTIGATE_JSON_FORMATS,
  ...CISCO_FORMATS,
  ...PALOALTO_FORMATS,
  ...PALOALTO_JSON_FORMATS,
  paloaltoCloudTraffic,
  globalProtect,
  paloaltoSystem,
  sonicwallAccounts,
  ...SONICWALL_FORMATS,
  sophosXgAccounts,
  ...SOPHOS_XG_FORMATS,
  ...SOPHOS_UTM_ACCOUNT_FORMATS,
  ...SOPHOS_UTM_FORMATS,
  watchguardAccounts,
  ...WATCHGUARD_FORMATS,
  watchguardDhcp,
  ...CHECKPOINT_ACCOUNT_FORMATS,
  ...CHECKPOINT_FORMATS,
  ...CISCO_ESA_FORMATS,
  ...UNTAGGED_CEF_FORMATS,
  ...JUNIPER_FORMATS,
  ...MERAKI_FORMATS,
  pfFilterlog,
  pfsenseAccounts,
  ...ZSCALER_FORMATS,
  ...ZSCALER_CSV_FORMATS,
  ...UMBRELLA_FORMATS,
  ...SURICATA_FORMATS,
  ...BLUECOAT_FORMATS,
  ciscoSwa,
  ...HAPROXY_FORMATS,
  ...SKYHIGH_FORMATS,
  ...NETSKOPE_FORMATS,
  dayFirstClf,
  ...INFOBLOX_FORMATS,
  ...STORMSHIELD_FORMATS,
  ...CLOUDFLARE_FORMATS,
  infobloxLease,
  paloaltoDhcp,
  ...CISCO_DHCP_FORMATS,
  solidserver,
  ...CLOUD_FLOW_FORMATS,
  ...AZURE_NETWORK_FORMATS,
  ...SNORT_FORMATS,
  ...NETFLOW_FORMATS,
  windowsFirewall,
  ...MIKROTIK_FORMATS,
  zyxel,
  barracudaCloudgen,
  huaweiUsg,
  ...H3C_FORMATS,
  hillstone,
  ...SANGFOR_FORMATS,
  ...KERIO_FORMATS,
  ...SOFTETHER_FORMATS,
  ...PULSE_FORMATS,
  netscaler,
  ...CISCO_IOS_FORMATS,
  windowsNps,
  fitelnet,
  ...I_FILTER_FORMATS,
  intersafe,
  iwsva,
  e2guardian,
  ...SMALL_PROXY_FORMATS,
  ipfilter,
  ...ALLIED_TELESIS_FORMATS,
  ...DRAYTEK_FORMATS,
  ...NETGEAR_FORMATS,
  lancom,
  ...YAMAHA_FORMATS,
  ...YAMAHA_ACCOUNT_FORMATS,
  cefWindows,
  cefAccounts,
  ...CEF_FORMATS,
  ...LEEF_FORMATS,
  netfilter,
  squidClf,
  dnsmasq,
  dnsmasqDhcp,
  ...BIND_FORMATS,
  ...UNBOUND_FORMATS,
  coredns,
  powerdns,
  adguardHome,
  ...CLOUD_DNS_FORMATS,
  windowsDns,
  dhcpdLeases,
  iscDhcpd,
  ...KEA_FORMATS,
  windowsDhcp,
  windowsDhcp6,
  ...WEB_ERROR_FORMATS,
  proxyClf,
  webServer,
  webTimeFirst,
  ltsv,
  ...EDGE_JSON_FORMATS,
  webJson,
  ...AWS_ACCESS_FORMATS,
  squidJson,
  ...ZEEK_FORMATS,
  ...EXCHANGE_FORMATS,
  exchangeSmtp,
  hmailserver,
  ...W3C_FORMATS,
  exchangeIis,
  iisFtp,
  ...IIS_HEADERLESS_FORMATS,
  ...BLUECOAT_PLAIN,
  ...OPENSSH_FORMATS,
  dropbear,
  ...POSTFIX_FORMATS,
  ...DOVECOT_FORMATS,
  ...COURIER_FORMATS,
  ...VSFTPD_FORMATS,
  ...FTP_FORMATS,
  sambaAudit,
  ...FREERADIUS_FORMATS,
  ...PAM_FORMATS,
  ...WEBMAIL_FORMATS,
  nextcloud,
  zimbra,
  ...SYNOLOGY_FORMATS,
  ...QNAP_FORMATS,
  ...SENDMAIL_FORMATS,
  ...EXIM_FORMATS,
  ...QMAIL_FORMATS,
  barracudaEsg,
  kerioConnect,
  ...PROOFPOINT_FORMATS,
  ...MIMECAST_FORMATS,
  ...M365_FORMATS,
  ...ENTRA_FORMATS,
  googleWorkspace,
  awsCloudtrail,
  okta,
  jumpcloud,
  onelogin,
  onepassword,
  slack,
  box,
  dropbox,
  zoom,
  ...DUO_FORMATS,
  keycloak,
  ...SHIBBOLETH_FORMATS,
  ...SYSMON_FORMATS,
  ...WINDOWS_ENDPOINT_FORMATS,
  ...WINDOWS_SECURITY_FORMATS,
  ...WINDOWS_SYSLOG_FORMATS,
  ...ECS_FORMATS,
  webJsonNamed,
  ...SYNOLOGY_TABLES,
  ...WINDOWS_CSV_FORMATS,
  ...WINDOWS_TABLE_FORMATS,
  googleGam,
  cybozuOffice,
  ...QNAP_TABLES,
  ...TABLE_COMPUTER_FORMATS,
  ...TABLE_ACCOUNT_FORMATS,
  tableDns,
  ...SENTINEL_TABLES,
  ...TABLE_FORMATS,
]
