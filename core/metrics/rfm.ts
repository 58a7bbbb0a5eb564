export { foldMonetary, planMonetary, quintilesOf, type MonetaryPlan } from './rfm-cut-points.ts';
export { binsOfMonetary, finishRfm, type RfmFindings } from './rfm-finish.ts';
export { cellsOfSegments, cellsWhere, NO_SEGMENT, segmentOfCells } from './rfm-grid.ts';
export { finishMovement, foldMovement, planMovement, statesOf, type MovementPlan } from './rfm-movement.ts';
export { foldScores, frequencyMonetary, mergeScores, scoresOfCell, type ScorePlan } from './rfm-scores.ts';
export { CELL, CELLS, foldRfmValues, mergeRfmTallies, planRfm, prepareRfm, type RfmColumns, type RfmTally, type RfmWindow } from './rfm-values.ts';
