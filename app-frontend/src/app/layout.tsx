import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preferences } from '@/preferences/preferences';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Expenses', template: '%s · Expenses' },
  description: 'Know what you spend.',
};

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f9f7' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0e0d' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme } = await preferences();
  return (
    <html lang="en" className={GeistSans.variable} data-theme={theme}>
      <body>{children}</body>
    </html>
  );
}
