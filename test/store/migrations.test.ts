import { expect, test } from 'vitest';
import { indexesOf, migrationsOf } from '../../src/store/migrations.ts';

test('both databases have the same indexes, those that the model can’t name among them', () => {
  const [sqlite, postgresql] = [indexesOf(migrationsOf('sqlite')), indexesOf(migrationsOf('postgresql'))];
  expect([...postgresql].sort()).toEqual([...sqlite].sort());
  expect(sqlite).toContain('Assessment_open_dueOn_id_idx');
});
