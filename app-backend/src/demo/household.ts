/** The home currency of the demo person, who lives in the euro area with a salary, a flat, a card, savings and a friend in the US. */
export const HOME = 'EUR';

export const accounts = {
  cash: { name: 'Cash', kind: 'cash', currency: 'EUR', openingBalance: 12_000 },
  bank: { name: 'Everyday account', kind: 'bank', currency: 'EUR', openingBalance: 240_000 },
  card: { name: 'Credit card', kind: 'card', currency: 'EUR', openingBalance: -31_250 },
  savings: { name: 'Savings', kind: 'bank', currency: 'EUR', openingBalance: 520_000 },
  dollars: { name: 'Dollars', kind: 'cash', currency: 'USD', openingBalance: 8_000 },
} as const;

export type AccountName = keyof typeof accounts;

/** Both levels: categories and their subcategories. */
export const categories = {
  Food: {
    colour: '#2e7d32',
    icon: 'shopping-cart',
    children: { Groceries: 'shopping-basket', Bakery: 'croissant', 'Eating out': 'utensils' },
  },
  Home: { colour: '#1565c0', icon: 'house', children: { Rent: 'key', Electricity: 'plug', Internet: 'wifi', Furnishing: 'lamp' } },
  Transport: { colour: '#6a1b9a', icon: 'train-front', children: { Tickets: 'ticket', Bicycle: 'bike' } },
  Health: { colour: '#c62828', icon: 'heart-pulse', children: { Pharmacy: 'pill', Sport: 'dumbbell' } },
  Leisure: {
    colour: '#00838f',
    icon: 'party-popper',
    children: { Cinema: 'clapperboard', Books: 'book-open', Subscriptions: 'tv', Holidays: 'palmtree' },
  },
  Gifts: { colour: '#ad1457', icon: 'gift', children: {} },
  Income: { colour: '#558b2f', icon: 'banknote', children: { Salary: 'briefcase', Refunds: 'undo-2' } },
} as const;
