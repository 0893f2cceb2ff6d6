/**
 * Domains of products that call home at fixed intervals: a rhythm towards them says little. Each from the vendor's own list of
 * addresses to permit. Only domains that the vendor alone controls: no cloud under which anybody can rent a name.
 */
const PERIODIC_SERVICES: Record<string, string> = {
  'windowsupdate.com': 'Microsoft: Windows Update endpoints',
  'update.microsoft.com': 'Microsoft: Windows Update endpoints',
  'msftconnecttest.com': 'Microsoft: network connectivity status',
  'msftncsi.com': 'Microsoft: network connectivity status',
  'data.microsoft.com': 'Microsoft: connected experiences endpoints',
  'delivery.mp.microsoft.com': 'Microsoft: Delivery Optimization',
  'wdcp.microsoft.com': 'Microsoft: Defender cloud protection',
  'teams.microsoft.com': 'Microsoft: Microsoft 365 endpoints',
  'office365.com': 'Microsoft: Microsoft 365 endpoints',
  'safebrowsing.googleapis.com': 'Google: Safe Browsing',
  'clients.google.com': 'Google: Chrome update and sync',
  'update.googleapis.com': 'Google: Chrome update',
  'mtalk.google.com': 'Google: FCM push',
  'push.apple.com': 'Apple: use Apple products on enterprise networks',
  'trendmicro.com': 'Trend Micro: Apex One ports and addresses',
  'trendmicro.co.jp': 'Trend Micro: Apex One ports and addresses',
  'eset.com': 'ESET: addresses for firewalls',
  'symantecliveupdate.com': 'Broadcom: LiveUpdate addresses',
  'skysea.jp': 'Sky: SKYSEA Client View',
  'lanscope.jp': 'MOTEX: LANSCOPE',
  'cybozu.com': 'Cybozu: kintone, Garoon, Office',
  'yayoi-kk.co.jp': 'Yayoi: accounting packages',
  'obc.jp': 'OBC: Bugyo',
  'pca.jp': 'PCA: accounting packages',
  'mozilla.com': 'Mozilla: Firefox push and update',
  'mozilla.net': 'Mozilla: Firefox settings and update',
  'digicert.com': 'DigiCert: OCSP and CRL',
}

export function isPeriodicService(name: string): boolean {
  const labels = name.toLowerCase().split('.')
  return labels.some((_, i) => Object.hasOwn(PERIODIC_SERVICES, labels.slice(i).join('.')))
}
