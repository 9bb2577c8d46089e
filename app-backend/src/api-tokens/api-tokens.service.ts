import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../errors/problems.js';
import { type ApiTokenList, type CreatedApiToken, type NewApiToken, toApiToken } from './api-token.schema.js';
import { ApiTokens } from './api-tokens.js';
import { ApiTokensRepository } from './api-tokens.repository.js';

const DAY_MS = 24 * 60 * 60 * 1000;

@Injectable()
export class ApiTokensService {
  constructor(
    private readonly tokens: ApiTokensRepository,
    private readonly apiTokens: ApiTokens,
  ) {}

  async list(personId: string): Promise<ApiTokenList> {
    return { items: (await this.tokens.list(personId)).map(toApiToken) };
  }

  async create(personId: string, { name, scopes, expiresInDays }: NewApiToken): Promise<CreatedApiToken> {
    const { token, hash } = this.apiTokens.generate();
    const row = await this.tokens.create(personId, {
      name,
      scopes,
      token_hash: hash,
      expires_at: new Date(Date.now() + expiresInDays * DAY_MS),
    });
    if (!row)
      throw new Problem('name-taken', `A token named "${name}" exists. Choose another name.`, [{ path: 'name', message: 'is taken' }]);
    return { ...toApiToken(row), token };
  }

  deleteAll(personId: string): Promise<void> {
    return this.tokens.deleteAll(personId);
  }

  async delete(personId: string, id: string): Promise<void> {
    if (!(await this.tokens.delete(personId, id))) throw notFound('token');
  }
}
