export const KIND_NAMES = { bank: 'Bank account', card: 'Card', cash: 'Cash' } as const;
