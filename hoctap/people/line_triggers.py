"""SQL that keeps what the lines of the register repeat of persons and households (see `people/models/households.py`).

`search_words` holds three kinds of words, all found by one index: the words of the name without accents ("nguyen"), the whole name
without accents ("~nguyen van an"), and each syllable as the sort key spells it, so that hoà and hòa are one ("=" + letters + tone). The words
asked for are written by `people.name_search.asked_for`.
"""

LINES = r"""
CREATE OR REPLACE FUNCTION people_search_words(search_key text, sort_key text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(
        string_to_array(search_key, ' ') || ('~' || search_key) || ARRAY(
            SELECT '=' || syllable.letters || syllable.tone
            FROM unnest(string_to_array(split_part(sort_key, '  ', 1), ' '), string_to_array(split_part(sort_key, '  ', 2), NULL))
                AS syllable (letters, tone)
            WHERE syllable.letters <> '' AND syllable.tone IS NOT NULL
        ), ''))
$$;

CREATE OR REPLACE FUNCTION people_residence_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT household.sort_key, people_search_words(household.search_key, household.sort_key)
    INTO NEW.sort_key, NEW.search_words FROM people_household AS household WHERE household.id = NEW.household_id;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION people_member_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT person.sort_key, people_search_words(person.search_key, person.sort_key), person.birth_year, person.sex
    INTO NEW.sort_key, NEW.search_words, NEW.birth_year, NEW.sex FROM people_person AS person WHERE person.id = NEW.person_id;
    SELECT household.hamlet_id INTO NEW.hamlet_id FROM people_household AS household WHERE household.id = NEW.household_id;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION people_household_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_residence AS residence
    SET sort_key = now.sort_key, search_words = people_search_words(now.search_key, now.sort_key)
    FROM new_rows AS now JOIN old_rows AS before USING (id)
    WHERE residence.household_id = now.id AND (now.sort_key, now.search_key) IS DISTINCT FROM (before.sort_key, before.search_key);
    UPDATE people_householdmember AS member SET hamlet_id = now.hamlet_id
    FROM new_rows AS now JOIN old_rows AS before USING (id)
    WHERE member.household_id = now.id AND now.hamlet_id <> before.hamlet_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION people_person_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_householdmember AS member
    SET sort_key = now.sort_key, search_words = people_search_words(now.search_key, now.sort_key),
        birth_year = now.birth_year, sex = now.sex
    FROM new_rows AS now JOIN old_rows AS before USING (id)
    WHERE member.person_id = now.id AND (now.sort_key, now.search_key, now.birth_year, now.sex)
        IS DISTINCT FROM (before.sort_key, before.search_key, before.birth_year, before.sex);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER people_residence_line BEFORE INSERT OR UPDATE OF household_id, sort_key, search_words ON people_residence
    FOR EACH ROW EXECUTE FUNCTION people_residence_line();
CREATE OR REPLACE TRIGGER people_member_line
    BEFORE INSERT OR UPDATE OF person_id, household_id, hamlet_id, sort_key, search_words, birth_year, sex ON people_householdmember
    FOR EACH ROW EXECUTE FUNCTION people_member_line();
CREATE OR REPLACE TRIGGER people_household_lines AFTER UPDATE ON people_household
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION people_household_lines();
CREATE OR REPLACE TRIGGER people_person_lines AFTER UPDATE ON people_person
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION people_person_lines();
"""
DROP_LINES = """
DROP TRIGGER people_person_lines ON people_person;
DROP TRIGGER people_household_lines ON people_household;
DROP TRIGGER people_member_line ON people_householdmember;
DROP TRIGGER people_residence_line ON people_residence;
DROP FUNCTION people_person_lines(), people_household_lines(), people_member_line(), people_residence_line(),
    people_search_words(text, text);
"""
