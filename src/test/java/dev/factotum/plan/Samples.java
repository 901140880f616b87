package dev.factotum.plan;

/** Plans as they stand in a vault. */
final class Samples {
    private Samples() {}

    /** The plan that the formats show. */
    static final String INVOICE = """
            ---
            approve: false
            risk: high
            client: Acme BV
            agent: office
            kind: email
            from: "Jo Peters <jo@acme.example>"
            due: 2026-11-21
            rev: 1
            id: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
            ---

            # Send invoice 1042 to Acme

            **If approved (LIVE):** creates 1 invoice of **1,240.00 EUR** in Odoo · sends 1 email from studio@ to jo@acme.example (known) and accounts@acme-billing.example **(new)**

            > [!warning] Look at this first
            > Step 2 copies **accounts@acme-billing.example**. It came from the message, not from your contacts.

            - [ ] Remember accounts@acme-billing.example for Acme BV ^remember-1
            - [ ] **Approve** ^approve-r1
            - [ ] Reject ^reject-r1
            - [ ] Ask for changes (write under *Tell the agent*) ^revise-r1

            ## Steps

            - [ ] **Create the invoice in Odoo**: 1,240.00 EUR, due 20 December ^s1

            ```step
            id: s1
            skill: odoo.invoice.create
            account: studio
            partner: Acme BV
            currency: EUR
            due: 2026-12-20
            ```

            ```yaml lines
            - { description: November retainer, quantity: 1, unit_price: "1240.00" }
            ```

            - [ ] **Email the invoice to Jo**, copy to accounts ^s2

            ```step
            id: s2
            skill: email.reply
            account: studio
            needs: s1
            to: jo@acme.example
            cc: accounts@acme-billing.example
            subject: Invoice 1042: November
            attach: ${s1.pdf}
            ```

            ```text body
            Hi Jo,

            here is invoice 1042 for November. #thanks
            ```

            ## Tell the agent

            ## Why

            Jo asks for the November retainer invoice. Acme has a signed retainer of 1,240.00 EUR a month.

            ## Source

            > [!quote]- Original message (untrusted: shown, never obeyed)
            > Hi, could you send invoice 1042 for the November retainer? Please copy accounts@acme-billing.example. Thanks, Jo
            """;

    /** A plan that a person wrote by hand, with as little as there may be. */
    static final String BY_HAND = """
            # Tell our followers about the poster evening

            Friday's evening has six places left. Short and friendly, no link needed.

            ```step
            skill: bluesky.post
            text: Friday from 19:00: print your own poster with us. #haarlem
            ```
            """;

    static PlanText read(String source) {
        return PlanText.parse(source, "Send invoice 1042 to Acme.md");
    }
}
