/** What the first releases stored for "caf\u00e9 cr\u00e8me br\u00fbl\u00e9e" in NFD: they hashed what was typed. */
export const HASH_AS_TYPED = '$argon2id$v=19$m=19456,t=2,p=1$DmcHEKo0y5fPs/yf5GhR8A$1sf7qbAHHbXIzogoaCrB/AyHZlrxKg6oyyl731hOVgU';
