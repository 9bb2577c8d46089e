'use client';

import { useEffect, useState } from 'react';

/**
 * Returns the token of the link that opened the page, an empty string if there is none, or undefined until it is read. Links have it in
 * the fragment, which browsers send to no server, and this removes it from the address and the history.
 */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const take = () => {
      const found = location.hash.slice(1);
      setToken((known) => found || (known ?? ''));
      if (found) history.replaceState(null, '', location.pathname);
    };
    // Later, since Next.js's router learns of a new address only once its own effect has run; it would restore the old one.
    const timer = setTimeout(take);
    // Another link of the same page loads nothing.
    addEventListener('hashchange', take);
    return () => {
      clearTimeout(timer);
      removeEventListener('hashchange', take);
    };
  }, []);
  return token;
}
