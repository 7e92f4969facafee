import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { SETTINGS } from '../../src/config.ts';
import { NODE_FLAGS } from '../support/node-flags.ts';

const root = path.resolve(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const KINDS = { Deployment, Service, PodDisruptionBudget } as const;
/** What is set for others than Daylight. */
const OTHERS = ['NODE_ENV', 'POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB'];
const areKnown = (names: readonly string[]): void => {
  expect(names.filter((name) => !(name in SETTINGS) && !OTHERS.includes(name))).toEqual([]);
};

describe('the Kubernetes manifest', () => {
  const documents = parseAllDocuments(text('src/operating/kubernetes.yaml')).map((d) => d.toJS());

  test.each(documents.map((document) => [document.kind as keyof typeof KINDS, document] as const))(
    'has a %s that Kubernetes takes',
    (kind, document) => {
      new KINDS[kind](document).validate();
    },
  );

  test('asks for what there is: settings, paths of health, two replicas without privileges', () => {
    const { replicas, template } = documents[0].spec;
    const [container] = template.spec.containers;
    areKnown(container.env.map(({ name }: { name: string }) => name));
    expect(replicas).toBe(2);
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});

test('compose.yaml starts Daylight beside a PostgreSQL, on a read-only root, reachable from this machine only', () => {
  const { services } = parse(text('compose.yaml'));
  areKnown([...Object.keys(services.daylight.environment), ...Object.keys(services.database.environment)]);
  expect(services.daylight).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    ports: ['127.0.0.1:3000:3000'],
  });
});

test('the image copies what there is, and runs as a user without rights', () => {
  const dockerfile = text('Dockerfile');
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  );
  expect(sources.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  areKnown([...dockerfile.matchAll(/\b([A-Z_]+)=/g)].map(([, name = '']) => name));
  expect(dockerfile).toMatch(/^USER node$/m);
});

const verifies = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find(existsSync);

test.runIf(verifies)('systemd takes the unit', () => {
  const unit = path.join(root, 'src/operating/daylight.service');
  expect(execFileSync(verifies!, ['verify', unit], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
});

test('the unit and the image start Daylight as npm start does', () => {
  const words = ['node', ...NODE_FLAGS, 'src/main.ts'];
  expect(text('src/operating/daylight.service')).toContain(words.join(' '));
  expect(text('Dockerfile')).toContain(`CMD [${words.map((word) => `"${word}"`).join(', ')}]`);
});
