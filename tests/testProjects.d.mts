import type { TestProjectConfiguration } from 'vitest/config';

export declare function testProjects(root: string): TestProjectConfiguration[];
