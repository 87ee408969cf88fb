-- An evaluation may also take away what is served, when it is shown to be worse than a baseline.
ALTER TABLE model_evaluations DROP CONSTRAINT model_evaluations_outcome_check;
-- demoted: the gate refused the new settings, and those served before are gone.
ALTER TABLE model_evaluations ADD CONSTRAINT model_evaluations_outcome_check
  CHECK (outcome IN ('promoted', 'kept', 'demoted', 'too-few'));
