import 'server-only';
import { z } from 'zod';
import { call } from './client';
import { categoryList, expense, expensePage, type NewExpense, session } from './schemas';

const nothing = z.undefined();

export const register = (body: { email: string; password: string; name?: string }) => call(session, '/v1/auth/register', { method: 'POST', body });

export const login = (body: { email: string; password: string }) => call(session, '/v1/auth/login', { method: 'POST', body });

export const refresh = (refreshToken: string) => call(session, '/v1/auth/refresh', { method: 'POST', body: { refreshToken } });

export const logout = (refreshToken: string) => call(nothing, '/v1/auth/logout', { method: 'POST', body: { refreshToken } });

export const listCategories = (token: string) => call(categoryList, '/v1/categories', { token });

export const listExpenses = (token: string) => call(expensePage, '/v1/expenses?limit=100', { token });

export const createExpense = (token: string, body: NewExpense) => call(expense, '/v1/expenses', { method: 'POST', token, body });

export const deleteExpense = (token: string, id: string) => call(nothing, `/v1/expenses/${encodeURIComponent(id)}`, { method: 'DELETE', token });
