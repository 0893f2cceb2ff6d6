/** Addresses of access providers and servers, as the packaged tables of networks know them. */
export const OCN = '60.32.7.9'
export const KDDI = '106.128.3.4'
export const DOCOMO = '1.72.5.6'
export const HETZNER = '88.198.4.5'
export const SAKURA = '153.120.9.9'
export const PORTUGAL = '85.240.1.2' // MEO
export const NORD = '185.210.219.7'
