// Written by `BLESS=1 cargo test -p top-macros snapshots`.

use top_runtime::DateTime;

#[derive(Debug, PartialEq)]
pub struct TicketCreated {
    pub success: Option<bool>,
    pub code: Option<String>,
    pub desc: Option<String>,
    pub tickets: Vec<Ticket>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
            "\u{7}success\u{4}code\u{4}desc\u{7}tickets",
        )
        .terms(const {
            &__top::Constraints {
                rules: &[
                    __top::FieldRules::new()
                        .at(3)
                        .item("ticket_do")
                        .required()
                        .max_items(20),
                ],
                any_of: &[],
                index: b"",
            }
        });
    #[automatically_derived]
    impl __top::Encode for TicketCreated {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __top::assert_decode::<Vec<Ticket>>();
            __encoder
                .object(
                    &__LAYOUT,
                    &[&self.success, &self.code, &self.desc, &self.tickets],
                );
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("ticket_created", &__LAYOUT)
        }
        __top::schema! {
            object "TicketCreated" ""(0 "" Option < bool >) (1 "" Option < String >) (2
            "" Option < String >) (3 "" Vec < Ticket >)
        }
    }
    #[automatically_derived]
    impl __top::Members for TicketCreated {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for TicketCreated {
        fn placeholder() -> Self {
            __top::assert_decode::<Vec<Ticket>>();
            Self {
                success: __top::Decode::placeholder(),
                code: __top::Decode::placeholder(),
                desc: __top::Decode::placeholder(),
                tickets: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __top::assert_decode::<Vec<Ticket>>();
            __decoder
                .object(
                    __node,
                    &__LAYOUT,
                    &mut [
                        &mut self.success,
                        &mut self.code,
                        &mut self.desc,
                        &mut self.tickets,
                    ],
                );
        }
        fn markers() -> &'static __top::OutcomeFields {
            const {
                &__top::OutcomeFields::new(const {
                    __top::assert_decode::<Vec<Ticket>>();
                    &[
                        __top::OutcomeField::success("success"),
                        __top::OutcomeField::error_code("code"),
                        __top::OutcomeField::error_message("desc"),
                    ]
                })
            }
        }
    }
};

#[derive(Debug, PartialEq)]
pub struct Ticket {
    pub created: DateTime,
    pub amount: Option<i64>,
    pub parent: Option<Box<Ticket>>,
    pub owner: Option<Owner>,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new(
            "\u{7}created\u{6}amount\u{6}parent\0",
        )
        .terms(const {
            &__top::Constraints {
                rules: &[
                    __top::FieldRules::new().at(1).range(0, 100),
                    __top::flat_value::<Option<Owner>>().at(3),
                ],
                any_of: &[&[1, 2]],
                index: b"",
            }
        })
        .disjoint();
    #[automatically_derived]
    impl __top::Encode for Ticket {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __top::assert_decode::<DateTime>();
            __top::assert_decode::<Option<Box<Ticket>>>();
            let _ = __top::flat_value::<Option<Owner>>();
            __encoder
                .object(
                    &__LAYOUT,
                    &[&self.created, &self.amount, &self.parent, &self.owner],
                );
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("ticket", &__LAYOUT)
        }
        __top::schema! {
            object "Ticket" ""(0 "" DateTime) (1 "" Option < i64 >) (2 "" Option < Box <
            Ticket > >) (3 "" Option < Owner >)
        }
    }
    #[automatically_derived]
    impl __top::Members for Ticket {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for Ticket {
        fn placeholder() -> Self {
            __top::assert_decode::<DateTime>();
            __top::assert_decode::<Option<Box<Ticket>>>();
            let _ = __top::flat_value::<Option<Owner>>();
            Self {
                created: __top::Decode::placeholder(),
                amount: __top::Decode::placeholder(),
                parent: __top::Decode::placeholder(),
                owner: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __top::assert_decode::<DateTime>();
            __top::assert_decode::<Option<Box<Ticket>>>();
            let _ = __top::flat_value::<Option<Owner>>();
            __decoder
                .object(
                    __node,
                    &__LAYOUT,
                    &mut [
                        &mut self.created,
                        &mut self.amount,
                        &mut self.parent,
                        &mut self.owner,
                    ],
                );
        }
        fn markers() -> &'static __top::OutcomeFields {
            const {
                &__top::OutcomeFields::new(const {
                    __top::assert_decode::<DateTime>();
                    __top::assert_decode::<Option<Box<Ticket>>>();
                    let _ = __top::flat_value::<Option<Owner>>();
                    &[
                        __top::OutcomeField::flattened(
                            <Option<Owner> as __top::Decode>::markers,
                        ),
                    ]
                })
            }
        }
    }
};

#[derive(Debug, PartialEq)]
pub struct Owner {
    pub nick: String,
}

#[allow(deprecated)]
const _: () = {
    use ::top_runtime::__v0_1_0 as __top;
    static __LAYOUT: __top::FieldTable = __top::FieldTable::new("\u{4}nick");
    #[automatically_derived]
    impl __top::Encode for Owner {
        fn encode(&self, __encoder: &mut __top::Encoder) {
            __encoder.object(&__LAYOUT, &[&self.nick]);
        }
        fn kind() -> __top::Kind {
            __top::Kind::object("owner", &__LAYOUT)
        }
        __top::schema! {
            object "Owner" ""(0 "" String)
        }
    }
    #[automatically_derived]
    impl __top::Members for Owner {
        const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
    }
    #[automatically_derived]
    impl __top::Decode for Owner {
        fn placeholder() -> Self {
            Self {
                nick: __top::Decode::placeholder(),
            }
        }
        fn decode(
            &mut self,
            __node: __top::Node<'_>,
            __decoder: &mut __top::Decoder<'_>,
        ) {
            __decoder.object(__node, &__LAYOUT, &mut [&mut self.nick]);
        }
    }
};
