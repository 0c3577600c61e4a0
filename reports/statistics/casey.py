"""The figures a force's own stand beside: Baroness Casey's interim letter on misconduct of 17 October 2022.

Internal allegations only, by date received, April 2013 to March 2022. Her letter gives 1,809 people with two or more
cases, 1,263 with two and 41 with six or more; the 505 with three to five are what is left.
"""

SOURCE = "Casey, October 2022: internal, nine financial years to March 2022"
PEOPLE = 8_917
REPEAT_PEOPLE = 1_809
DISMISSED = 13
BANDS = {"2": 1_263, "3-5": 505, "6+": 41}
