-- Few cases have a part that is due: of those alone.
DROP INDEX matter_parts;
CREATE INDEX matter_parts ON matter (stage, parts_due, id) WHERE parts_due < '9999-12-31';
