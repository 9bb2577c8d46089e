import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DeletionsRepository } from '../deletions/deletions.repository.js';
import { notFound, Problem } from '../errors/problems.js';
import { MatchesRepository } from './matches.repository.js';
import { MAX_TAGS, type TagList, type TagName, type TagRenaming, type TagResult } from './tag.js';
import { TagsRepository } from './tags.repository.js';

@Injectable()
export class TagsService {
  constructor(
    private readonly database: Database,
    private readonly tags: TagsRepository,
    private readonly matches: MatchesRepository,
    private readonly deletions: DeletionsRepository,
  ) {}

  async list(personId: string): Promise<TagList> {
    return { items: await this.tags.list(personId) };
  }

  remove(personId: string, { tag }: TagName): Promise<TagResult> {
    return this.database.atomically(async () => {
      const { spellings } = await this.matches.find(personId, { tag });
      const count = await this.deletions.removeTag(personId, tag, spellings);
      if (count === 0) throw notFound('tag');
      return { count };
    });
  }

  rename(personId: string, { tag, name }: TagRenaming): Promise<TagResult> {
    return this.database.atomically(async () => {
      const { spellings } = await this.matches.find(personId, { tag });
      const [spelling] = await this.tags.canonical(personId, [name], [tag]);
      const count = await this.tags.rename(personId, tag, spellings, spelling!);
      if (count === 0) throw notFound('tag');
      return { count };
    });
  }

  restore(personId: string, { tag }: TagName): Promise<TagResult> {
    return this.database.atomically(async () => {
      const restored = await this.deletions.restoreTag(personId, tag);
      if (!restored) throw new Problem('not-found', `The tag "${tag}" can no longer be restored. Add it to the entries again.`);
      if (restored.mostTags > MAX_TAGS)
        throw new Problem('in-use', `An entry has ${MAX_TAGS} tags now, so "${tag}" can't be restored. Remove one of them and retry.`);
      return { count: restored.count };
    });
  }
}
