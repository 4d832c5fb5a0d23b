"""Time expressions: what is read, with which value, and what is none."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Block, BlockKind, Document, Layout, Reading, Role, Section, Unit, UnitKind
from pipeline.extract import time_examples
from pipeline.extract.mention import Context, Profile, TimeValue
from pipeline.extract.timegrammar import Grammar
from pipeline.extract.timelines import expressions, find
from pipeline.extract.timewords import lexicon, pieces
from pipeline.ruleset import Rules, bundled_rules
from pipeline.ruleset.load import parse_table, read_source
from pipeline.ruleset.schema import LawRow, TimeRow
from pipeline.run import process
from pipeline.span import Passage, Span, rebuild

LAWS = (
    LawRow(naam="Wet maatschappelijke ondersteuning 2015", soort="wet", aliassen=("Wmo", "Wmo 2015")),
    LawRow(naam="Participatiewet", soort="wet", aliassen=("Pw",)),
)
PLAN = Profile(kind="beleidsplan", start=dt.date(2024, 1, 1), end=dt.date(2027, 12, 31))

# A text, and under it each expression with its value: kind start..end modifier (timex).
EXPRESSIONS = """
2024
    2024 = period 2024-01-01..2024-12-31 (2024)
in 2024
    2024 = period 2024-01-01..2024-12-31 (2024)
2024-2026
    2024-2026 = period 2024-01-01..2026-12-31 (2024/2026)
2024 – 2026
    2024 – 2026 = period 2024-01-01..2026-12-31 (2024/2026)
2024—2026
    2024—2026 = period 2024-01-01..2026-12-31 (2024/2026)
2024 t/m 2026
    2024 t/m 2026 = period 2024-01-01..2026-12-31 (2024/2026)
2024 tot en met 2026
    2024 tot en met 2026 = period 2024-01-01..2026-12-31 (2024/2026)
2017 en 2018
    2017 en 2018 = period 2017-01-01..2018-12-31 (2017/2018)
2024/2025
    2024/2025 = period 2024-01-01..2025-12-31 (2024/2025)
2024 e.v.
    2024 e.v. = from 2024-01-01.. (2024)
2024 ev
    2024 ev = from 2024-01-01.. (2024)
2024 en verder
    2024 en verder = from 2024-01-01.. (2024)
2021 en later
    2021 en later = from 2021-01-01.. (2021)
van 2024 tot 2027
    2024 tot 2027 = period 2024-01-01..2026-12-31 (2024/2026)
raadsperiode 2022-2026
    2022-2026 = period 2022-01-01..2026-12-31 (2022/2026)
in de periode 2023-2026
    2023-2026 = period 2023-01-01..2026-12-31 (2023/2026)
2024-'27
    2024-'27 = period 2024-01-01..2027-12-31 (2024/2027)
2024-27
    2024-27 = period 2024-01-01..2027-12-31 (2024/2027)
2024/'25
    2024/'25 = period 2024-01-01..2025-12-31 (2024/2025)
de jaren 2024, 2025 en 2026
    2024 = period 2024-01-01..2024-12-31 (2024)
    2025 en 2026 = period 2025-01-01..2026-12-31 (2025/2026)
op 1-1-2022
    1-1-2022 = period 2022-01-01..2022-01-01 (2022-01-01)
01/07/2024
    01/07/2024 = period 2024-07-01..2024-07-01 (2024-07-01)
01.07.2024
    01.07.2024 = period 2024-07-01..2024-07-01 (2024-07-01)
2024-07-01
    2024-07-01 = period 2024-07-01..2024-07-01 (2024-07-01)
1 juli 2022 j.l.
    1 juli 2022 = period 2022-07-01..2022-07-01 (2022-07-01)
op 1 juli
    1 juli = period 2024-07-01..2024-07-01 (2024-07-01)
eerste juli
    eerste juli = period 2024-07-01..2024-07-01 (2024-07-01)
de eerste juli
    de eerste juli = period 2024-07-01..2024-07-01 (2024-07-01)
1e juli 2025
    1e juli 2025 = period 2025-07-01..2025-07-01 (2025-07-01)
in oktober
    oktober = period 2024-10-01..2024-10-31 (2024-10)
maart t/m juni 2025
    maart t/m juni 2025 = period 2025-03-01..2025-06-30
maart tot en met juni
    maart tot en met juni = period 2024-03-01..2024-06-30
mei/juni 2025
    mei/juni 2025 = period 2025-05-01..2025-06-30
oktober t/m maart
    oktober t/m maart = period 2024-10-01..2025-03-31
oktober 2025 t/m maart 2026
    oktober 2025 t/m maart 2026 = period 2025-10-01..2026-03-31
Q1 2026
    Q1 2026 = period 2026-01-01..2026-03-31 (2026-Q1)
Q1
    Q1 = period 2024-01-01..2024-03-31 (2024-Q1)
1e kwartaal 2027
    1e kwartaal 2027 = period 2027-01-01..2027-03-31 (2027-Q1)
eerste kwartaal
    eerste kwartaal = period 2024-01-01..2024-03-31 (2024-Q1)
K1
    K1 = period 2024-01-01..2024-03-31 (2024-Q1)
K1 2025
    K1 2025 = period 2025-01-01..2025-03-31 (2025-Q1)
Q1-Q2 2026
    Q1-Q2 2026 = period 2026-01-01..2026-06-30
Q3 en Q4
    Q3 en Q4 = period 2024-07-01..2024-12-31
Q1 2026 - Q4 2026
    Q1 2026 - Q4 2026 = period 2026-01-01..2026-12-31
2026 Q1
    2026 Q1 = period 2026-01-01..2026-03-31 (2026-Q1)
Q2-2026
    Q2-2026 = period 2026-04-01..2026-06-30 (2026-Q2)
Q3 '25
    Q3 '25 = period 2025-07-01..2025-09-30 (2025-Q3)
kwartaal 1 2026
    kwartaal 1 2026 = period 2026-01-01..2026-03-31 (2026-Q1)
1e en 2e kwartaal 2025
    1e en 2e kwartaal 2025 = period 2025-01-01..2025-06-30
eerste en tweede kwartaal van 2025
    eerste en tweede kwartaal van 2025 = period 2025-01-01..2025-06-30
1e halfjaar
    1e halfjaar = period 2024-01-01..2024-06-30 (2024-H1)
in het eerste halfjaar
    het eerste halfjaar = period 2024-01-01..2024-06-30 (2024-H1)
eerste helft van 2025
    eerste helft van 2025 = period 2025-01-01..2025-06-30 (2025-H1)
1e helft 2025
    1e helft 2025 = period 2025-01-01..2025-06-30 (2025-H1)
tweede half jaar 2025
    tweede half jaar 2025 = period 2025-07-01..2025-12-31 (2025-H2)
het tweede half jaar van 2025
    het tweede half jaar van 2025 = period 2025-07-01..2025-12-31 (2025-H2)
II halfjaar 2025
    II halfjaar 2025 = period 2025-07-01..2025-12-31 (2025-H2)
voorjaar 2025
    voorjaar 2025 = period 2025-03-01..2025-05-31 (2025-SP)
lente 2025
    lente 2025 = period 2025-03-01..2025-05-31 (2025-SP)
in de zomer
    de zomer = period 2024-06-01..2024-08-31 (2024-SU)
zomer van 2025
    zomer van 2025 = period 2025-06-01..2025-08-31 (2025-SU)
najaar
    najaar = period 2024-09-01..2024-11-30 (2024-FA)
herfst 2026
    herfst 2026 = period 2026-09-01..2026-11-30 (2026-FA)
winter 2025/2026
    winter 2025/2026 = period 2025-12-01..2026-02-28 (2025-WI)
winter 2025
    winter 2025 = period 2025-12-01..2026-02-28 (2025-WI)
voorjaar/zomer 2026
    voorjaar/zomer 2026 = period 2026-03-01..2026-08-31
schooljaar 2025-2026
    schooljaar 2025-2026 = period 2025-08-01..2026-07-31
het schooljaar 2025/2026
    het schooljaar 2025/2026 = period 2025-08-01..2026-07-31
schooljaar 2025/'26
    schooljaar 2025/'26 = period 2025-08-01..2026-07-31
begin 2025
    begin 2025 = period 2025-01-01..2025-12-31 start (2025)
medio 2025
    medio 2025 = period 2025-01-01..2025-12-31 mid (2025)
eind 2025
    eind 2025 = period 2025-01-01..2025-12-31 end (2025)
ultimo 2025
    ultimo 2025 = period 2025-01-01..2025-12-31 end (2025)
half 2025
    half 2025 = period 2025-01-01..2025-12-31 mid (2025)
midden 2025
    midden 2025 = period 2025-01-01..2025-12-31 mid (2025)
halverwege 2026
    halverwege 2026 = period 2026-01-01..2026-12-31 mid (2026)
eind juni 2025
    eind juni 2025 = period 2025-06-01..2025-06-30 end (2025-06)
begin Q3 2026
    begin Q3 2026 = period 2026-07-01..2026-09-30 start (2026-Q3)
in de loop van 2025
    de loop van 2025 = period 2025-01-01..2025-12-31 (2025)
vanaf 2026
    vanaf 2026 = from 2026-01-01.. (2026)
vanaf het jaar 2026
    vanaf het jaar 2026 = from 2026-01-01.. (2026)
vanaf september 2025
    vanaf september 2025 = from 2025-09-01.. (2025-09)
per 1 oktober 2024
    1 oktober 2024 = period 2024-10-01..2024-10-01 (2024-10-01)
per 2026
    2026 = period 2026-01-01..2026-12-31 (2026)
per september 2025
    september 2025 = period 2025-09-01..2025-09-30 (2025-09)
met ingang van 1 januari 2025
    met ingang van 1 januari 2025 = from 2025-01-01.. (2025-01-01)
met ingang van het schooljaar 2025-2026
    met ingang van het schooljaar 2025-2026 = from 2025-08-01..
m.i.v. 1-1-2025
    m.i.v. 1-1-2025 = from 2025-01-01.. (2025-01-01)
sinds 2022
    sinds 2022 = from 2022-01-01.. (2022)
sinds medio 2023
    sinds medio 2023 = from 2023-01-01.. mid (2023)
ingaande 1 januari 2026
    ingaande 1 januari 2026 = from 2026-01-01.. (2026-01-01)
tot 2026
    tot 2026 = until ..2025-12-31 (2026)
tot aan 2027
    tot aan 2027 = until ..2026-12-31 (2027)
tot 1 juli 2026
    tot 1 juli 2026 = until ..2026-06-30 (2026-07-01)
tot en met 2026
    tot en met 2026 = until ..2026-12-31 (2026)
t/m maart 2025
    t/m maart 2025 = until ..2025-03-31 (2025-03)
tot eind 2025
    tot eind 2025 = until ..2025-12-31 end (2025)
tot medio 2026
    tot medio 2026 = until ..2026-12-31 mid (2026)
uiterlijk 1 juli 2024
    uiterlijk 1 juli 2024 = until ..2024-07-01 (2024-07-01)
uiterlijk voor 1 juli 2024
    uiterlijk voor 1 juli 2024 = until ..2024-06-30 (2024-07-01)
uiterlijk vóór 1 juli 2024
    uiterlijk vóór 1 juli 2024 = until ..2024-06-30 (2024-07-01)
uiterlijk in 2027
    uiterlijk in 2027 = until ..2027-12-31 (2027)
uitgesteld tot het najaar van 2026
    het najaar van 2026 = period 2026-09-01..2026-11-30 (2026-FA)
verlengd tot het najaar van 2026
    tot het najaar van 2026 = until ..2026-08-31 (2026-FA)
was gepland voor maart 2025
    maart 2025 = period 2025-03-01..2025-03-31 (2025-03)
moet voor maart 2025 af zijn
    voor maart 2025 = until ..2025-02-28 (2025-03)
Over vijf jaar is dat anders.
    Over vijf jaar = relative ..
Dat is verspreid over vijf jaar.
Over vijf jaar verspreid is dat minder.
meer dan het jaar ervoor
    het jaar ervoor = relative ..
uiterlijk eind 2025
    uiterlijk eind 2025 = until ..2025-12-31 end (2025)
uiterlijk Q2 2026
    uiterlijk Q2 2026 = until ..2026-06-30 (2026-Q2)
voor 1 juli 2024
    voor 1 juli 2024 = until ..2024-06-30 (2024-07-01)
vóór 2027
    vóór 2027 = until ..2026-12-31 (2027)
voor eind 2025
    voor eind 2025 = until ..2025-12-31 end (2025)
voor de zomer
    voor de zomer = until ..2024-05-31 (2024-SU)
voor de zomer van 2026
    voor de zomer van 2026 = until ..2026-05-31 (2026-SU)
voor het jaar 2026
    2026 = period 2026-01-01..2026-12-31 (2026)
voor 2026
    2026 = period 2026-01-01..2026-12-31 (2026)
nog voor 2026
    voor 2026 = until ..2025-12-31 (2026)
na 2026
    na 2026 = from 2027-01-01.. (2026)
na de zomer
    na de zomer = from 2024-09-01.. (2024-SU)
na 1 juli 2025
    na 1 juli 2025 = from 2025-07-02.. (2025-07-01)
tussen 2024 en 2027
    tussen 2024 en 2027 = period 2024-01-01..2027-12-31 (2024/2027)
tussen maart en juni 2025
    tussen maart en juni 2025 = period 2025-03-01..2025-06-30
van 1 januari 2024 tot 1 april 2024
    1 januari 2024 tot 1 april 2024 = period 2024-01-01..2024-03-31
van 1 januari t/m 31 maart 2025
    1 januari t/m 31 maart 2025 = period 2025-01-01..2025-03-31
1 t/m 15 juli 2024
    1 t/m 15 juli 2024 = period 2024-07-01..2024-07-15
1-15 juli 2024
    1-15 juli 2024 = period 2024-07-01..2024-07-15
14 en 15 juni 2025
    14 en 15 juni 2025 = period 2025-06-14..2025-06-15
vanaf 2024 t/m 2027
    vanaf 2024 t/m 2027 = period 2024-01-01..2027-12-31 (2024/2027)
vanaf 1 januari 2024 tot en met 31 december 2024
    vanaf 1 januari 2024 tot en met 31 december 2024 = period 2024-01-01..2024-12-31
continu
    continu = continuous ..
doorlopend
    doorlopend = continuous ..
Lopend
    Lopend = continuous ..
structureel
    structureel = continuous ..
permanent
    permanent = continuous ..
het hele jaar door
    het hele jaar door = continuous ..
jaarlijks
    jaarlijks = recurring ..
maandelijks
    maandelijks = recurring ..
elk kwartaal
    elk kwartaal = recurring ..
elke maand
    elke maand = recurring ..
iedere twee weken
    iedere twee weken = recurring ..
vier keer per jaar
    vier keer per jaar = recurring ..
4x per jaar
    4x per jaar = recurring ..
2 x per jaar
    2 x per jaar = recurring ..
tweemaal per jaar
    tweemaal per jaar = recurring ..
eens per kwartaal
    eens per kwartaal = recurring ..
één keer per maand
    één keer per maand = recurring ..
tweewekelijks
    tweewekelijks = recurring ..
periodiek
    periodiek = recurring ..
om de twee jaar
    om de twee jaar = recurring ..
om het jaar
    om het jaar = recurring ..
om de week
    om de week = recurring ..
eens in de vier jaar
    eens in de vier jaar = recurring ..
één keer in de twee jaar
    één keer in de twee jaar = recurring ..
2 à 3 keer per jaar
    2 à 3 keer per jaar = recurring ..
per kwartaal
    per kwartaal = recurring ..
we rapporteren per kwartaal aan de raad
    per kwartaal = recurring ..
jaarlijks in november
    jaarlijks in november = recurring ..
elk jaar in september
    elk jaar in september = recurring ..
elke dinsdag
    elke dinsdag = recurring ..
ieder voorjaar
    ieder voorjaar = recurring ..
komend jaar
    komend jaar = relative 2024-01-01..2024-12-31
het komende jaar
    het komende jaar = relative 2024-01-01..2024-12-31
de komende jaren
    de komende jaren = relative 2024-01-01..2027-12-31
de komende vier jaar
    de komende vier jaar = relative 2024-01-01..2027-12-31
de komende 3 jaar
    de komende 3 jaar = relative 2024-01-01..2026-12-31
de afgelopen vier jaar
    de afgelopen vier jaar = relative 2020-01-01..2023-12-31
afgelopen jaar
    afgelopen jaar = relative 2023-01-01..2023-12-31
vorig jaar
    vorig jaar = relative 2023-01-01..2023-12-31
dit jaar
    dit jaar = relative 2024-01-01..2024-12-31
nog dit jaar
    dit jaar = relative 2024-01-01..2024-12-31
volgend jaar
    volgend jaar = relative 2025-01-01..2025-12-31
begin volgend jaar
    begin volgend jaar = relative 2025-01-01..2025-12-31 start
eind dit jaar
    eind dit jaar = relative 2024-01-01..2024-12-31 end
eind van het jaar
    eind van het jaar = relative 2024-01-01..2024-12-31 end
aan het einde van het jaar
    aan het einde van het jaar = relative 2024-01-01..2024-12-31 end
in de loop van dit jaar
    de loop van dit jaar = relative 2024-01-01..2024-12-31
vanaf volgend jaar
    vanaf volgend jaar = relative 2025-01-01..
sinds vorig jaar
    sinds vorig jaar = relative 2023-01-01..
binnenkort
    binnenkort = relative ..
de komende periode
    de komende periode = relative 2024-01-01..2027-12-31
deze raadsperiode
    deze raadsperiode = relative 2024-01-01..2027-12-31
de komende kabinetsperiode
    de komende kabinetsperiode = relative ..
de afgelopen tijd
    de afgelopen tijd = relative ..
de laatste jaren
    de laatste jaren = relative ..2023-12-31
dit najaar
    dit najaar = relative 2024-09-01..2024-11-30
komend voorjaar
    komend voorjaar = relative 2024-03-01..2024-05-31
komende zomer
    komende zomer = relative 2024-06-01..2024-08-31
afgelopen winter
    afgelopen winter = relative 2023-12-01..2024-02-29
volgend schooljaar
    volgend schooljaar = relative ..
het lopende jaar
    het lopende jaar = relative 2024-01-01..2024-12-31
najaar van dit jaar
    najaar van dit jaar = period 2024-09-01..2024-11-30 (2024-FA)
voorjaar volgend jaar
    voorjaar volgend jaar = period 2025-03-01..2025-05-31 (2025-SP)
circa 2030
    circa 2030 = period 2030-01-01..2030-12-31 approx (2030)
rond 2030
    rond 2030 = period 2030-01-01..2030-12-31 approx (2030)
rond de zomer van 2025
    rond de zomer van 2025 = period 2025-06-01..2025-08-31 approx (2025-SU)
In maart 2025 starten we en in september evalueren we.
    maart 2025 = period 2025-03-01..2025-03-31 (2025-03)
    september = period 2025-09-01..2025-09-30 (2025-09)
juni en december 2025
    juni = period 2025-06-01..2025-06-30 (2025-06)
    december 2025 = period 2025-12-01..2025-12-31 (2025-12)
1 juli en 1 oktober 2025
    1 juli = period 2025-07-01..2025-07-01 (2025-07-01)
    1 oktober 2025 = period 2025-10-01..2025-10-01 (2025-10-01)
2023, 2024
    2023 = period 2023-01-01..2023-12-31 (2023)
    2024 = period 2024-01-01..2024-12-31 (2024)
31 dec. 2025
    31 dec. 2025 = period 2025-12-31..2025-12-31 (2025-12-31)
okt 2025
    okt 2025 = period 2025-10-01..2025-10-31 (2025-10)
jan-mrt 2025
    jan-mrt 2025 = period 2025-01-01..2025-03-31
juni '25
    juni '25 = period 2025-06-01..2025-06-30 (2025-06)
Planning: maart 2025 - juni 2025
    maart 2025 - juni 2025 = period 2025-03-01..2025-06-30
Start: Q1 2025, gereed: Q4 2026
    Q1 2025 = period 2025-01-01..2025-03-31 (2025-Q1)
    Q4 2026 = period 2026-10-01..2026-12-31 (2026-Q4)
2026-heden
    2026-heden = from 2026-01-01.. (2026)
eind 2025/begin 2026
    eind 2025 = period 2025-01-01..2025-12-31 end (2025)
    begin 2026 = period 2026-01-01..2026-12-31 start (2026)
van najaar 2025 tot zomer 2026
    najaar 2025 tot zomer 2026 = period 2025-09-01..2026-05-31
sinds de zomer van 2024
    sinds de zomer van 2024 = from 2024-06-01.. (2024-SU)
vanaf Q3 2025
    vanaf Q3 2025 = from 2025-07-01.. (2025-Q3)
vanaf de tweede helft van 2026
    vanaf de tweede helft van 2026 = from 2026-07-01.. (2026-H2)
vanaf komend schooljaar
    vanaf komend schooljaar = relative ..
gereed 2e kw. 2026
    2e kw. 2026 = period 2026-04-01..2026-06-30 (2026-Q2)
2e kwartaal '26
    2e kwartaal '26 = period 2026-04-01..2026-06-30 (2026-Q2)
augustus/september 2025
    augustus/september 2025 = period 2025-08-01..2025-09-30
laatste kwartaal 2025
    laatste kwartaal 2025 = period 2025-10-01..2025-12-31 (2025-Q4)
De pilot loopt door in het eerste half jaar van 2024.
    het eerste half jaar van 2024 = period 2024-01-01..2024-06-30 (2024-H1)
Begin 2024 worden de eerste resultaten verwacht (najaar 2024).
    Begin 2024 = period 2024-01-01..2024-12-31 start (2024)
    najaar 2024 = period 2024-09-01..2024-11-30 (2024-FA)
Het Rijk vraagt om voor 2030 een basisinfrastructuur te regelen.
    voor 2030 = until ..2029-12-31 (2030)
de energieprijzen in 2022 en 2023
    2022 = period 2022-01-01..2022-12-31 (2022)
    2023 = period 2023-01-01..2023-12-31 (2023)
Voor 1 oktober 2026 werkt het college de afspraken uit.
    Voor 1 oktober 2026 = until ..2026-09-30 (2026-10-01)
het verdeelmodel is uitgesteld naar 1 januari 2025
    1 januari 2025 = period 2025-01-01..2025-01-01 (2025-01-01)
in dienst tot en met 30 juni 2024
    tot en met 30 juni 2024 = until ..2024-06-30 (2024-06-30)
ten opzichte van 2020
    2020 = period 2020-01-01..2020-12-31 (2020)
te beginnen in Q3 2026
    Q3 2026 = period 2026-07-01..2026-09-30 (2026-Q3)
Uit de Brede SPUK (2023: 274)
    2023 = period 2023-01-01..2023-12-31 (2023)
elke twee maanden met de wijkverpleging
    elke twee maanden = recurring ..
Op 31 december 2024 was dit klaar.
    31 december 2024 = period 2024-12-31..2024-12-31 (2024-12-31)
Eind 2025 of begin 2026 volgt een besluit.
    Eind 2025 = period 2025-01-01..2025-12-31 end (2025)
    begin 2026 = period 2026-01-01..2026-12-31 start (2026)
gereed 0ktober 2024
    0ktober 2024 = period 2024-10-01..2024-10-31 (2024-10)
Met ingang van Begroting 2026
    2026 = period 2026-01-01..2026-12-31 (2026)
Sinds 1 juli 2024 is de toegang anders, in september volgt meer.
    Sinds 1 juli 2024 = from 2024-07-01.. (2024-07-01)
    september = period 2024-09-01..2024-09-30 (2024-09)
voor de maand september 2025
    september 2025 = period 2025-09-01..2025-09-30 (2025-09)
voor het jaar 2030
    2030 = period 2030-01-01..2030-12-31 (2030)
ná 1 maart 2026
    ná 1 maart 2026 = from 2026-03-02.. (2026-03-01)
de Regiovisie 2017-2020
    2017-2020 = period 2017-01-01..2020-12-31 (2017/2020)
**2026-2027**
    2026-2027 = period 2026-01-01..2027-12-31 (2026/2027)
| 2026 e.v. |
    2026 e.v. = from 2026-01-01.. (2026)
"""

NO_TIME = """
de Wmo 2015
op grond van de Wmo 2015 en de Jeugdwet
Huisvestingswet 2014
Participatiewet 2015
Verordening jeugdhulp Heuvelrade 2023
Verordening maatschappelijke ondersteuning gemeente Weert 2024
Wet kinderopvang 2005
Besluit langdurige zorg 2015
Subsidieregeling cultuur 2025
€ 2.024
€ 2024
€ 2024,-
2.000 inwoners
2024 woningen
er komen 2024 woningen bij
2000 inwoners
12 tot 18 jaar
18-jarigen
van 0 tot 23 jaar
36 maanden
8 uur per week
acht woningen per jaar
binnen zes weken
om 14:05 uur
van 9.00 tot 17.00 uur
06-12345678
0488-202420
2,5
artikel 2015
artikel 2.1.2
art. 2024
Gepubliceerd op 12-3-2024 14:05
pagina 3 van 2024
versie 2024.1
v2024
Z-2024-00123
RIS2024
2024-00123
https://www.voorbeeld.nl/2024/plan-2025.pdf
www.voorbeeld.nl/begroting-2026
beleidsplan-2024.pdf
2024%
€ 15.000 per jaar
voor 2 personen
na overleg
tot 6 teams
de eerste 1000 dagen
begin van het traject
het begin van de dag
de helft van de inwoners
de eerste helft van de groep
een half uur
een kwart van de inwoners
met ingang van het besluit
vanaf 18 jaar
per persoon
per direct
het dagelijks bestuur
dagelijkse boodschappen
elke inwoner
ieder kind
elke keer
om de wijk te verbeteren
de volgende doelen
het vorige beleidsplan
dit plan
deze wet
deze tijd
op tijd
Jan de Vries
de heer Van der Mei
meisjes
de zomervakantie
de Zomernota
Voorjaarsnota
zomer- en winteropvang
Q-koorts
H1
hoofdstuk 2024
ISO 27001
NEN 2035
Stb. 2014, 105
Postbus 2024
ECLI:NL:HR:2002:AD9704
de wet van 12 december 1892
postcode 2024 AB
2024 AB Haarlem
(EU) 2016/679
Richtlijn (EU) 2019/1023
Verordening (EU) 2016/679
Kamerstukken II 2023/24, 36 123
ECLI:NL:RVS:2024:123
24/7
24 uur per dag
7 dagen per week
1 op de 4
3 t/m 5
groep 3 t/m 8
artikel 3 t/m 5
lid 2
tabel 2024
een structureel tekort
structurele middelen
permanente bewoning
lopende zaken
tijdens de periode van opvang
een jaar lang
per jaar
drie jaar
al twee jaar
na een half jaar
kwartaalrapportage
jaarverslag
maandag
ten opzichte van
voor alle inwoners
5.1
€ 1.950.000
1950 m2
2019 leerlingen
ruim 2020 euro
telefoon 0412 2024
kenmerk 2024
de eerste drie jaar van een kind
de laatste fase
het laatste jaar van het vmbo
elke school
eenmaal gestart
we zijn het eens
op 1 na
1 juni-lijst
maart-acties
Sociaal Domein 1 2 3
2016 2017 2018 2019
| 2023 | 2024 | 2025 |
sinds de Wmo 2015
artikel 10d Participatiewet 2015
(0)6 2024 1234
bedrag van € 2.025 per jaar
ruim 2019 leerlingen
ongeveer 2035 euro
2024 m2 kantoorruimte
pagina 12
om het gesprek aan te gaan
elk kind
Print 5 2024 12
eerste lid
tweede lezing
de derde sector
in de week
tot nu toe
vier woningen
2026-2020-12
"""


def _rules() -> Rules:
    source = read_source(bundled_rules() / "tijd.yaml")
    rows = parse_table(source, TimeRow)
    assert not source.faults
    lines = {f"tijd/{row.name}": line for row, line in rows}
    return Rules(Path(), "test_timelines", {"tijd": tuple(row for row, _ in rows), "wetten": LAWS}, lines)


RULES = _rules()


def _cases() -> list[tuple[str, list[str]]]:
    cases: list[tuple[str, list[str]]] = []
    for line in EXPRESSIONS.strip("\n").splitlines():
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        else:
            cases.append((line, []))
    return cases


def _shown(quote: str, value: TimeValue) -> str:
    modifier = f" {value.modifier}" if value.modifier else ""
    timex = f" ({value.timex})" if value.timex else ""
    return f"{quote} = {value.kind} {value.start or ''}..{value.end or ''}{modifier}{timex}"


def _read(text: str, profile: Profile = PLAN) -> list[str]:
    return [_shown(text[start:end], value) for start, end, value, _, _ in expressions(text, RULES, profile)]


@pytest.mark.parametrize(("text", "expected"), _cases(), ids=lambda part: part if isinstance(part, str) else "")
def test_reads(text, expected):
    assert _read(text) == expected


@pytest.mark.parametrize("text", NO_TIME.strip().splitlines())
def test_is_no_time(text):
    assert _read(text) == []


def test_the_tables_are_long_enough():
    assert sum(len(expected) for _, expected in _cases()) >= 150
    assert len(NO_TIME.strip().splitlines()) >= 40


def test_every_row_does_what_its_examples_say():
    assert time_examples.faults(RULES) == []


def test_an_example_that_fails_is_a_fault_with_its_line():
    row = TimeRow(naam="ooit", soort="relatief", woorden=("binnenkort",), voorbeelden=("ooit",), niet=("binnenkort",))
    tables = {"tijd": (*RULES.time, row), "wetten": ()}
    found = time_examples.faults(Rules(Path(), "broken", tables, {**RULES.lines, "tijd/ooit": 7}))
    assert [fault.line for fault in found] == [7, 7]
    assert "bij 'niet'" in found[1].message


def test_a_form_that_is_taken_out_is_no_longer_read():
    rows = tuple(row for row in RULES.time if row.name != "seizoensvorm")
    rules = Rules(Path(), "without seasons", {"tijd": rows, "wetten": ()}, {})
    assert [text for text in ("najaar 2024", "juni 2024") if expressions(text, rules, PLAN)] == ["juni 2024"]


@pytest.mark.parametrize(
    ("kind", "text", "start", "end"),
    [
        ("begroting", "vorig jaar", 2023, 2023),
        ("begroting", "volgend jaar", 2024, 2024),
        ("jaarverslag", "het afgelopen jaar", 2024, 2024),
        ("jaarverslag", "komend jaar", 2025, 2025),
        ("jaarverslag", "de afgelopen drie jaar", 2022, 2024),
        ("beleidsplan", "de komende twee jaar", 2024, 2025),
    ],
)
def test_relative_times_follow_the_document(kind, text, start, end):
    profile = Profile(kind=kind, start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
    (_, _, value, _, _) = expressions(text, RULES, profile)[0]
    assert value == TimeValue("relative", dt.date(start, 1, 1), dt.date(end, 12, 31))


def test_without_a_period_a_time_without_a_year_has_no_dates():
    assert _read("in oktober", Profile()) == ["oktober = period .."]
    assert _read("de komende jaren", Profile()) == ["de komende jaren = relative .."]


def test_every_rule_id_is_a_row_and_certainty_is_between_0_and_1():
    for text, _ in _cases():
        for _, _, _, rule, sure in expressions(text, RULES, PLAN):
            assert rule in RULES.lines
            assert 0.5 <= sure <= 1


# --- property: what is put together from parts is read back ---------------------------------------

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ORDINALS = (
    ("eerste", "1e", "1ste"),
    ("tweede", "2e", "2de"),
    ("derde", "3e", "3de"),
    ("vierde", "4e", "4de"),
)
SEASONS = (("voorjaar", "lente"), ("zomer",), ("najaar", "herfst"), ("winter",))
years = st.integers(2005, 2055)


def _last(year, month):
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


@st.composite
def points(draw):
    """Return (words, first day, last day) of a calendar unit."""
    year = draw(years)
    form = draw(st.sampled_from(["year", "half", "quarter", "season", "month", "day", "figures"]))
    of = draw(st.sampled_from([" ", " van "]))
    if form == "year":
        return str(year), dt.date(year, 1, 1), dt.date(year, 12, 31)
    if form == "half":
        number = draw(st.integers(0, 1))
        word = draw(st.sampled_from(["halfjaar", "half jaar", "helft"]))
        words = f"{draw(st.sampled_from(ORDINALS[number]))} {word}{of}{year}"
        return words, dt.date(year, 6 * number + 1, 1), _last(year, 6 * number + 6)
    if form == "quarter":
        number = draw(st.integers(0, 3))
        named = f"{draw(st.sampled_from(ORDINALS[number]))} kwartaal{of}{year}"
        words = draw(st.sampled_from([named, f"Q{number + 1} {year}", f"K{number + 1} {year}"]))
        return words, dt.date(year, 3 * number + 1, 1), _last(year, 3 * number + 3)
    if form == "season":
        number = draw(st.integers(0, 3))
        words = f"{draw(st.sampled_from(SEASONS[number]))}{of}{year}"
        end = dt.date(year + 1, 3, 1) - dt.timedelta(days=1) if number == 3 else _last(year, 3 * number + 5)
        return words, dt.date(year, 3 * number + 3, 1), end
    month = draw(st.integers(1, 12))
    if form == "month":
        return f"{MONTHS[month - 1]} {year}", dt.date(year, month, 1), _last(year, month)
    day = dt.date(year, month, draw(st.integers(1, 28)))
    written = [f"{day.day}-{month}-{year}", f"{day.day:02}/{month:02}/{year}", day.isoformat()]
    words = f"{day.day} {MONTHS[month - 1]} {year}" if form == "day" else draw(st.sampled_from(written))
    return words, day, day


ONE = dt.timedelta(days=1)
HEAP = tuple("2024;1;juli;-;t/m;en;van;de;tot;31;Q3;';/;begin;voor;eind;.;(;het;jaar;elk;keer".split(";"))  # noqa: SIM905
BOUNDS = {
    "": lambda a, b: ("period", a, b),
    "vanaf ": lambda a, b: ("from", a, None),
    "met ingang van ": lambda a, b: ("from", a, None),
    "na ": lambda a, b: ("from", b + ONE, None),
    "tot ": lambda a, b: ("until", None, a - ONE),
    "t/m ": lambda a, b: ("until", None, b),
    "tot en met ": lambda a, b: ("until", None, b),
    "uiterlijk ": lambda a, b: ("until", None, b),
    "uiterlijk voor ": lambda a, b: ("until", None, a - ONE),
    "vóór ": lambda a, b: ("until", None, a - ONE),
}
PARTS = {"": None, "begin ": "start", "medio ": "mid", "eind ": "end", "circa ": "approx"}


@given(points(), st.sampled_from(sorted(BOUNDS)), st.sampled_from(["", "We doen dit ", "Planning: ", "("]))
def test_a_bounded_point_is_read_back(point, bound, before):
    words, first, last = point
    text = f"{before}{bound}{words}"
    found = expressions(text, RULES, PLAN)
    assert len(found) == 1, (text, found)
    start, end, value, _, _ = found[0]
    assert text[start:end] == bound + words
    assert (value.kind, value.start, value.end) == BOUNDS[bound](first, last)


@given(points(), st.sampled_from(sorted(PARTS)))
def test_a_part_of_a_unit_is_the_whole_unit_with_a_modifier(point, part):
    words, first, last = point
    ((start, end, value, _, _),) = expressions(f"In {part}{words} volgt meer.", RULES, PLAN)
    assert (start, end) == (3, 3 + len(part + words))
    assert (value.kind, value.start, value.end, value.modifier) == ("period", first, last, PARTS[part])


@given(points(), points(), st.sampled_from([" t/m ", " tot en met ", " tot "]))
def test_a_range_is_read_back(one, other, joint):
    one, other = sorted((one, other), key=lambda point: point[1:])
    if one[2] >= other[1]:
        return
    text = f"van {one[0]}{joint}{other[0]}."
    ((start, end, value, _, _),) = expressions(text, RULES, PLAN)
    assert (start, end) == (4, len(text) - 1)
    stop = other[1] - ONE if joint == " tot " else other[2]
    assert (value.kind, value.start, value.end) == ("period", one[1], stop)


@given(st.text(max_size=80))
def test_any_text_is_read_without_fail(text):
    for start, end, _, _, _ in expressions(text, RULES, PLAN):
        assert text[start:end] == text[start:end].strip() != ""


@given(st.lists(st.sampled_from(HEAP)))
def test_any_heap_of_time_words_is_read_without_fail_or_overlap(words):
    text = " ".join(words)
    at = 0
    for start, end, _, _, _ in expressions(text, RULES, PLAN):
        assert at <= start < end
        at = end


def _read_at_every_word(text):
    """Return what is found where an expression is tried at every word, and in every text."""
    words = lexicon(RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Grammar, "openings", lambda grammar: list(range(len(grammar.lexemes))))
        patch.setattr(words, "_anchoring", frozenset(words._phrases) | set(pieces(text.lower())))
        return expressions(text, RULES, PLAN)


@given(st.lists(st.sampled_from([*HEAP, "wet", "à", "e", "ste", "Over", "1", "2", "'", ",", "-", "/", "("])))
def test_where_no_expression_is_tried_none_begins(words):
    for text in (" ".join(words), "".join(words)):
        assert expressions(text, RULES, PLAN) == _read_at_every_word(text)


# --- mentions in a document -------------------------------------------------------------------------


def _context(text, kind=BlockKind.PARAGRAPH, role=None, profile=PLAN):
    passage = Passage.of(text, [Span(0, len(text))])
    block = Block(0, kind, passage)
    unit = Unit(0, UnitKind.SENTENCE, block, passage, (), role)
    document = Document("plan.txt", "plan.txt", "0" * 64, "text/plain", text)
    layout = Layout(document, (Section(0, None, 0),), (block,))
    return Context(Reading(layout, (unit,), "none", ((0,),)), RULES, profile)


def test_mentions_are_rebuilt_from_their_place():
    text = "Dit loopt van september\n  2025 tot en\nmet 1 april 2026, in sep-\ntember 2027 evalueren we."
    mentions = find(_context(text))
    assert [m.text for m in mentions] == ["september 2025 tot en met 1 april 2026", "september 2027"]
    for m in mentions:
        assert rebuild(text, m.span) == m.text


@pytest.mark.parametrize(
    ("text", "kind", "role", "found"),
    [
        ("2024", BlockKind.PARAGRAPH, None, []),
        ("2024", BlockKind.PARAGRAPH, Role.TIMING, ["2024"]),
        ("2024", BlockKind.CELL, None, ["2024"]),
        ("2024", BlockKind.CELL, Role.INDICATORS, []),
        ("in 2024", BlockKind.FIGURE, None, []),
        ("Gewijzigd in 2024", BlockKind.FURNITURE, None, []),
        ("Rekening 2024", BlockKind.CELL, None, []),
        ("Begroting na wijziging 2024", BlockKind.PARAGRAPH, None, []),
        ("Activiteiten 2024", BlockKind.HEADING, None, ["2024"]),
    ],
)
def test_heads_of_tables_are_no_timelines(text, kind, role, found):
    assert [m.text for m in find(_context(text, kind, role))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exploitatie Begroting 2025 Wijziging 2025 Begroting 2026 Begroting 2027\nLasten 12 13 14 15\n", []),
        ("In 2025, 2026 en 2027 openen we samen met de scholen in elk dorp een loket.\n", ["2025", "2026 en 2027"]),
        ("Planning: 2025, 2026 en 2027\n", ["2025", "2026 en 2027"]),
    ],
    ids=["names of columns", "a sentence", "a label of times"],
)
def test_a_line_of_columns_names_tells_no_times(text, found, rules, nlp, document):
    record = process(document(f"Begroting 2025\n\nZorg\n\n{text}"), rules, nlp)
    assert [t.text for t in record.timelines if t.source.start > 22] == found
