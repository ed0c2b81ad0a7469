/** Attributes of HTML that hold one address. */
const ADDRESS_ATTRIBUTE =
  /(\s(?:href|src|cite|poster|longdesc|action|background|data)\s{0,9}=\s{0,9})("[^"]*"|'[^']*')/gi;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Returns an address as an absolute one. Without a base, or when the two make no address, it comes back as it was,
 * trimmed. An absolute one is left as it was written.
 */
export function resolveAddress(address: string, base: string | undefined): string {
  const trimmed = address.trim();
  if (base === undefined || trimmed === '' || HAS_SCHEME.test(trimmed)) return trimmed;
  return URL.parse(trimmed, base)?.href ?? trimmed;
}

/** Makes the relative addresses in HTML absolute. */
export function resolveMarkup(html: string, base: string | undefined): string {
  if (base === undefined || !html.includes('<')) return html;
  return html.replaceAll(ADDRESS_ATTRIBUTE, (all, before: string, quoted: string) => {
    const address = quoted.slice(1, -1).trim();
    if (HAS_SCHEME.test(address)) return all;
    const quote = quoted.charAt(0);
    return before + quote + resolveAddress(address, base).replaceAll(quote, '%22') + quote;
  });
}
