import { SeededRandom } from './seeded-random.js';
import type { AccountName } from './household.js';

export interface DemoEntry {
  kind: 'expense' | 'income' | 'transfer';
  date: string;
  amount: number;
  currency: string;
  rate: string | null;
  payee: string | null;
  note: string | null;
  tags: string[];
  category: string | null;
  account: AccountName;
  to: AccountName | null;
  toAmount: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 730;
const SEED = 20_261_124;

/** Generates the entries of the two years up to today, oldest first. */
export function twoYears(today: string): DemoEntry[] {
  const random = new SeededRandom(SEED);
  const last = Date.parse(today);
  return Array.from({ length: DAYS }, (_, index) => new Date(last - (DAYS - 1 - index) * DAY_MS)).flatMap((day) => [
    ...entriesOf(day, random),
  ]);
}

function* entriesOf(day: Date, random: SeededRandom): Generator<DemoEntry> {
  yield* monthlyEntries(day, random);
  yield* isTrip(day) ? tripEntries(day, random) : homeEntries(day, random);
}

function* monthlyEntries(day: Date, random: SeededRandom): Generator<DemoEntry> {
  const winter = Math.cos(((day.getUTCMonth() + 0.5) / 12) * 2 * Math.PI);
  switch (day.getUTCDate()) {
    case 1:
      yield expense(day, 'bank', 92_000, 'Rent', 'Housing association');
      yield expense(day, 'bank', 4_900, 'Tickets', 'City transport', { note: 'Monthly ticket' });
      break;
    case 3:
      yield expense(day, 'bank', Math.round(7_400 + 2_600 * winter), 'Electricity', 'Municipal works');
      yield expense(day, 'bank', 3_499, 'Internet', 'Telecom');
      break;
    case 5:
      yield transfer(day, 'bank', 'cash', 16_000);
      yield expense(day, 'card', 1_299, 'Subscriptions', 'Film stream');
      break;
    case 15:
      yield transfer(day, 'bank', 'card', 74_000);
      yield expense(day, 'bank', 2_900, 'Sport', 'Climbing hall');
      break;
    case 27:
      yield { ...expense(day, 'bank', 268_400 + (isDecember(day) ? 120_000 : 0), 'Salary', 'Employer'), kind: 'income' };
      yield transfer(day, 'bank', 'savings', 35_000 + random.between(0, 3) * 5_000);
      break;
  }
}

function* homeEntries(day: Date, random: SeededRandom): Generator<DemoEntry> {
  const isWeekend = [0, 6].includes(day.getUTCDay());
  if (random.chance(isWeekend ? 0.6 : 0.35))
    yield expense(
      day,
      random.chance(0.7) ? 'card' : 'bank',
      random.between(900, 6_800),
      'Groceries',
      random.pick(['Corner shop', 'Market hall', 'Organic store', 'Supermarket']),
    );
  if (random.chance(isWeekend ? 0.5 : 0.25))
    yield expense(day, 'cash', random.between(180, 900), 'Bakery', random.pick(['Bakery', 'Station kiosk']));
  if (random.chance(isWeekend ? 0.35 : 0.12))
    yield expense(
      day,
      'card',
      random.between(1_100, 5_600),
      'Eating out',
      random.pick(['Noodle bar', 'Trattoria', 'Canteen', 'Beer garden']),
      { tags: random.chance(0.4) ? ['friends'] : [] },
    );
  if (random.chance(0.05)) yield expense(day, 'card', random.between(650, 2_900), random.pick(['Books', 'Cinema', 'Pharmacy']), null);
  if (random.chance(0.012))
    yield expense(day, 'card', random.between(2_500, 19_000), random.pick(['Furnishing', 'Bicycle']), 'Department store', {
      note: 'Guarantee in the folder',
    });
  if (random.chance(isDecember(day) ? 0.2 : 0.015))
    yield expense(day, 'card', random.between(1_500, 7_500), 'Gifts', null, { tags: ['family'] });
  if (random.chance(0.008)) yield { ...expense(day, 'bank', random.between(1_200, 6_000), 'Refunds', 'Health insurance'), kind: 'income' };
}

/** Yields a two-week trip each September, paid by card and in dollars bought before. */
function* tripEntries(day: Date, random: SeededRandom): Generator<DemoEntry> {
  const rate = (0.9 + random.between(0, 400) / 10_000).toFixed(4);
  const tags = ['usa'];
  if (day.getUTCDate() === 6) {
    yield expense(day, 'card', 61_900, 'Holidays', 'Airline', { tags });
    yield { ...transfer(day, 'bank', 'dollars', 27_900), toAmount: 30_000 };
  }
  yield expense(day, 'card', random.between(2_000, 9_000), 'Holidays', random.pick(['Diner', 'Guesthouse', 'Museum', 'National park']), {
    currency: 'USD',
    rate,
    tags,
  });
  if (random.chance(0.6))
    yield expense(day, 'dollars', random.between(300, 1_800), 'Eating out', random.pick(['Coffee shop', 'Food truck']), {
      currency: 'USD',
      rate,
      tags,
    });
}

const isDecember = (day: Date) => day.getUTCMonth() === 11;
const isTrip = (day: Date) => day.getUTCMonth() === 8 && day.getUTCDate() >= 6 && day.getUTCDate() < 20;

function expense(
  day: Date,
  account: AccountName,
  amount: number,
  category: string,
  payee: string | null,
  overrides: Partial<DemoEntry> = {},
): DemoEntry {
  return {
    kind: 'expense',
    date: day.toISOString().slice(0, 10),
    amount,
    currency: 'EUR',
    rate: null,
    payee,
    note: null,
    tags: [],
    category,
    account,
    to: null,
    toAmount: null,
    ...overrides,
  };
}

function transfer(day: Date, account: AccountName, to: AccountName, amount: number): DemoEntry {
  return { ...expense(day, account, amount, '', null), kind: 'transfer', category: null, to, toAmount: amount };
}
