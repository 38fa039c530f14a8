import ip from 'ipaddr.js'

/**
 * Whether an address is that of one of our own proxies, out of `reseaux`: addresses and networks
 * (`10.0.0.0/8`). Anybody else may write any header, so that theirs is not believed.
 */
export const createIsMandataire = (
  reseaux: readonly string[],
): ((address: string | null) => boolean) => {
  const ranges = reseaux.map((reseau) =>
    ip.isValidCIDR(reseau)
      ? ip.parseCIDR(reseau)
      : ip.parseCIDR(`${reseau}/${ip.parse(reseau).kind() === 'ipv4' ? 32 : 128}`),
  )
  return (address) => {
    if (address === null || !ip.isValid(address)) return false
    // An IPv4 peer of a socket that listens to both is written as an IPv6 address.
    const peer = ip.process(address)
    return ranges.some((range) => peer.kind() === range[0].kind() && peer.match(range))
  }
}
