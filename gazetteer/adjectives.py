"""Words that say where something comes from, and are no places: "a Russian ship" is not in Russian.

Small towns are called German, Welsh or Spanish. Nobody who writes these words alone means them.
"""

from __future__ import annotations

from gazetteer.names import fold

_PEOPLES = """
    afghan african albanian algerian american andorran angolan arab arabian argentine argentinian armenian
    asian australian austrian azerbaijani bahraini bangladeshi barbadian basque bavarian belarusian
    belgian belizean beninese bhutanese bolivian bosnian botswanan brazilian breton british bulgarian
    burkinabe burmese burundian californian cambodian cameroonian canadian catalan caucasian
    central-african chadian chechen chilean chinese colombian comorian congolese corsican cossack croatian
    cuban cypriot czech czechoslovak danish djiboutian dominican dutch ecuadorian egyptian emirati english
    eritrean estonian ethiopian european fijian filipino finnish flemish french gabonese gambian georgian
    german ghanaian greek greenlandic guatemalan guinean guyanese haitian honduran hungarian icelandic
    indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh
    kazakhstani kenyan korean kosovar kurdish kuwaiti kyrgyz lao laotian latvian lebanese liberian libyan
    lithuanian luxembourgish macedonian malagasy malawian malaysian maldivian malian maltese mauritanian
    mauritian mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nepali
    nicaraguan nigerian nigerien north-korean norwegian omani ottoman pakistani palestinian panamanian
    paraguayan persian peruvian polish portuguese prussian qatari romanian russian rwandan salvadoran
    samoan saudi saudi-arabian scottish senegalese serbian siberian singaporean slovak slovakian slovene
    slovenian somali south-african south-korean south-sudanese soviet spanish sri-lankan sudanese
    surinamese swedish swiss syrian taiwanese tajik tanzanian tatar thai tibetan togolese tongan tunisian
    turkish turkmen ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh yemeni yugoslav
    zambian zimbabwean
"""
_QUARTERS = "central eastern northern southern western northeastern northwestern southeastern southwestern"
_ADJECTIVES = frozenset(word.replace("-", " ") for word in f"{_PEOPLES} {_QUARTERS}".split())


def is_adjective(name: str) -> bool:
    """Whether a name is an English adjective of a people, country or quarter of the globe.

    Examples
    --------
    >>> is_adjective("Spanish"), is_adjective("North Korean"), is_adjective("Spain")
    (True, True, False)
    """
    return fold(name) in _ADJECTIVES
