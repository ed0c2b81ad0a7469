const TRACKING =
  /^(?:utm_|at_|mc_[ce]id$|fbclid$|gclid$|dclid$|msclkid$|igshid$|yclid$|xtor$|cmpid$|ocid$|ns_campaign$|ns_mchannel$|smid$|ref_src$)/i;

/**
 * Returns the one address that stands for every spelling of an article's address: https, no fragment, no
 * tracking parameters, the rest in a fixed order, no trailing slash. Idempotent. An address that is no URL comes
 * back as it was.
 */
export function canonicalUrl(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  if (url.protocol === 'http:') url.protocol = 'https:';
  url.hash = '';
  dropTracking(url);
  url.searchParams.sort();
  if (url.searchParams.size === 0) url.search = '';
  if (url.pathname.length > 1) url.pathname = url.pathname.replace(/\/+$/, '') || '/';
  return url.href;
}

/** Returns the address as its publisher gave it, without what tells the publisher who follows it. */
export function withoutTracking(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  dropTracking(url);
  return url.href;
}

function dropTracking({ searchParams }: URL): void {
  for (const name of [...searchParams.keys()].filter((key) => TRACKING.test(key))) searchParams.delete(name);
}

/** Tells whether an address can be shown as a link: http or https, nothing hidden before an `@`. */
export function isWebUrl(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}
