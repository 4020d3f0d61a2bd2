"""What can be checked about a curriculum without loading it: facts, numbers, languages, times, copied words.

`checks.problems_of` runs all of it; curriculum/README.md says what each rule asks. No Django here.
"""
